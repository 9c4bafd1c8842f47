package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.Digest;

/**
 * Starting values of what is trained.
 *
 * <p>Each array is drawn from the run's seed and its own name by {@link Random}, whose algorithm
 * the Java platform fixes: values depend neither on the order of creation, nor on the device, nor
 * on any global state of the engine.
 */
public final class Initializer {
  private final NDManager owner;
  private final DataType dtype;
  private final long seed;

  /** Arrays will belong to {@code owner}. */
  public Initializer(NDManager owner, DataType dtype, long seed) {
    this.owner = owner;
    this.dtype = dtype;
    this.seed = seed;
  }

  /** N(0, deviation²). */
  public NDArray normal(String name, Shape shape, double deviation) {
    Random random = random(name);
    return fill(shape, () -> random.nextGaussian() * deviation);
  }

  /** N(0, deviation²), redrawn until within two deviations. */
  public NDArray truncatedNormal(String name, Shape shape, double deviation) {
    Random random = random(name);
    return fill(
        shape,
        () -> {
          double drawn = random.nextGaussian();
          while (Math.abs(drawn) > 2) {
            drawn = random.nextGaussian();
          }
          return drawn * deviation;
        });
  }

  /** U(−bound, bound). */
  public NDArray uniform(String name, Shape shape, double bound) {
    Random random = random(name);
    return fill(shape, () -> (random.nextDouble() * 2 - 1) * bound);
  }

  /** Kaiming's uniform with a = √5, PyTorch's default for linear layers: U(±1/√fan-in). */
  public NDArray kaimingUniform(String name, Shape shape, int fanIn) {
    return uniform(name, shape, 1 / Math.sqrt(fanIn));
  }

  /** Indices in [0, bound), each drawn by itself. */
  public long[] indices(String name, int count, int bound) {
    return random(name).longs(count, 0, bound).toArray();
  }

  /** The same number everywhere. */
  public NDArray constant(Shape shape, double value) {
    return fill(shape, () -> value);
  }

  /** A trainable copy of a frozen array. */
  public NDArray copy(NDArray frozen) {
    try (Ops ops = Ops.evaluation(owner, dtype)) {
      return ops.keep(frozen, owner);
    }
  }

  private NDArray fill(Shape shape, java.util.function.DoubleSupplier next) {
    try (Ops ops = Ops.evaluation(owner, dtype)) {
      return ops.keep(ops.drawn(shape, next), owner);
    }
  }

  /** A source of random numbers that depends on the seed and the name only. */
  public Random random(String name) {
    return new Random(Long.parseUnsignedLong(Digest.of(seed + "/" + name).substring(0, 16), 16));
  }
}
