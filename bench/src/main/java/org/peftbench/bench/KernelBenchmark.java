package org.peftbench.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.peftbench.models.ops.KernelForm;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.ops.PackedCodes;

/**
 * Forward and backward of each fused kernel, and of the plain operations that it is there for, in
 * the sizes of a step of MiniLM on 16 rows of 128 tokens.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 5, time = 1)
public class KernelBenchmark {
  private static final double DROPOUT = 0.1;
  private static final double EPSILON = 1e-6;
  private static final int ROWS = 16;
  private static final int HEADS = 12;
  private static final int LENGTH = 128;
  private static final int HIDDEN = 384;
  private static final int VOCABULARY = 8192;
  private static final int BITS = 4;
  private static final int LEVELS = 1 << BITS;

  /** What is computed. */
  public enum Kernel {
    LINEAR,
    DROPOUT,
    ATTENTION,
    ATTENTION_DROPOUT,
    RMS_NORM,
    SILU,
    CROSS_ENTROPY,
    /** A linear map whose weight lies there in 4 bits. */
    FOUR_BITS
  }

  /** Each of them. */
  @Param public Kernel kernel;

  private NDManager root;
  private List<NDArray> inputs;
  private NDArray weight;
  private NDArray bias;
  private NDArray mask;
  private NDArray labels;
  private PackedCodes packed;
  private NDArray levels;

  /** Draws what goes in. */
  @Setup
  public void open() {
    root = NDManager.newBaseManager("PyTorch");
    inputs = new ArrayList<>();
    try (Ops ops = Ops.evaluation(root, DataType.FLOAT32)) {
      for (Shape shape : shapes()) {
        NDArray input = ops.keep(ops.drawn(shape, new Random(1)::nextGaussian), root);
        input.setRequiresGradient(true);
        inputs.add(input);
      }
      weight = ops.keep(ops.full(new Shape(4L * HIDDEN, HIDDEN), 0.1), root);
      bias = ops.keep(ops.zeros(new Shape(4L * HIDDEN)), root);
      mask = ops.keep(ops.zeros(new Shape(ROWS, 1, 1, LENGTH)), root);
      long[] classes = LongStream.range(0, (long) ROWS * LENGTH).map(i -> i % VOCABULARY).toArray();
      labels = ops.keep(ops.longs(classes, new Shape(classes.length)), root);
      byte[] nibbles = new byte[4 * HIDDEN * HIDDEN];
      new Random(2).nextBytes(nibbles);
      for (int i = 0; i < nibbles.length; i++) {
        nibbles[i] &= LEVELS - 1;
      }
      packed = PackedCodes.of(nibbles, BITS, root);
      levels = ops.keep(ops.drawn(new Shape(LEVELS), new Random(3)::nextGaussian), root);
    }
  }

  private List<Shape> shapes() {
    Shape states = new Shape((long) ROWS * LENGTH, HIDDEN);
    Shape heads = new Shape(ROWS, HEADS, LENGTH, HIDDEN / HEADS);
    return switch (kernel) {
      case LINEAR, DROPOUT, SILU, FOUR_BITS -> List.of(states);
      case ATTENTION, ATTENTION_DROPOUT -> List.of(heads, heads, heads);
      case RMS_NORM -> List.of(states, new Shape(HIDDEN));
      case CROSS_ENTROPY -> List.of(new Shape((long) ROWS * LENGTH, VOCABULARY));
    };
  }

  /** As it is done. */
  @Benchmark
  public double fused() {
    return step(KernelForm.FUSED);
  }

  /** Of operations that an array of DJL has. */
  @Benchmark
  public double plain() {
    return step(KernelForm.PLAIN);
  }

  /** Forwards and backwards, from the mean of what is computed. */
  private double step(KernelForm form) {
    try (Ops ops = Ops.training(root, DataType.FLOAT32, form);
        GradientCollector collector = ops.collector()) {
      NDArray loss = ops.mean(computed(ops));
      ops.backward(collector, loss);
      return ops.value(loss);
    }
  }

  private NDArray computed(Ops ops) {
    NDArray x = inputs.get(0);
    return switch (kernel) {
      case LINEAR -> ops.linear(x, weight, bias);
      case DROPOUT -> ops.dropout(x, DROPOUT);
      case ATTENTION -> attention(ops, 0);
      case ATTENTION_DROPOUT -> attention(ops, DROPOUT);
      case RMS_NORM -> ops.rmsNorm(x, inputs.get(1), EPSILON);
      case SILU -> ops.silu(x);
      case CROSS_ENTROPY -> ops.crossEntropy(x, labels);
      case FOUR_BITS ->
          ops.linear(x, ops.reshape(packed.lookUp(ops, levels), 4L * HIDDEN, HIDDEN), bias);
    };
  }

  private NDArray attention(Ops ops, double dropout) {
    return ops.attention(inputs.get(0), inputs.get(1), inputs.get(2), mask, dropout);
  }

  /** Frees it all. */
  @TearDown
  public void close() {
    root.close();
  }
}
