package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one forward and backward pass owns: every array that is made in it, its constants and, with
 * gradient checkpointing, its way back through the layers.
 *
 * <p>All results belong to the pass's manager, whatever their operands belong to, so that closing
 * it after backward frees everything a step has made and nothing else. Constants are arrays that
 * the engine allocates and that live as long as the pass: see the package's page for why nothing
 * else is safe.
 *
 * <p>Not thread-safe: a pass belongs to one thread.
 */
abstract class PassScope implements AutoCloseable {
  private final NDManager whole;
  private final DataType dtype;
  private final boolean training;
  private final LayerPass layers;
  private final IdentityHashMap<Object, NDArray> shared = new IdentityHashMap<>();

  /** Owner of what is made now: all of the pass, or a layer that will be computed again. */
  private NDManager scope;

  /** The part of the present stack that is computed; null: all of it. */
  private @Nullable StackPart part;

  PassScope(NDManager scope, DataType dtype, boolean training, LayerPass layers) {
    this.whole = scope;
    this.scope = scope;
    this.dtype = dtype;
    this.training = training;
    this.layers = layers;
  }

  /**
   * A layer of a stack: x to what the layer makes of it, in this scope's operations. What it makes
   * besides may be gone when it is done, unless {@link #handOn} has kept it.
   */
  public NDArray layer(NDArray x, UnaryOperator<NDArray> layer) {
    StackPart some = part;
    return some == null ? layers.forward(this, x, layer) : some.forward(layers, this, x, layer);
  }

  /**
   * What enters a layer of a network with one stack; layers from it on are not computed.
   *
   * @param layer counted from 0, at least 1; the number of layers asks for what the last one makes
   * @param network goes through the network
   */
  public NDArray entering(int layer, Supplier<NDArray> network) {
    StackPart below = new StackPart(layer, null);
    through(below, network);
    return below.reached();
  }

  /**
   * What a network with one stack makes of what enters one of its layers; layers below it are not
   * computed.
   *
   * @param layer counted from 0, at least 1
   * @param state what {@link #entering} gives
   */
  public NDArray from(int layer, NDArray state, Supplier<NDArray> network) {
    return through(new StackPart(layer, state), network);
  }

  @CanIgnoreReturnValue
  private NDArray through(StackPart some, Supplier<NDArray> network) {
    part = some;
    try {
      return network.get();
    } finally {
      part = null;
    }
  }

  /** Keeps an array that a layer has made until the pass is over, for the layers behind it. */
  public NDArray handOn(NDArray x) {
    x.attach(whole);
    return x;
  }

  /** What records the way back, until it is closed; one at a time. */
  public GradientCollector collector() {
    return scope.getEngine().newGradientCollector();
  }

  /**
   * Goes back from a loss, through layers that have to be computed again, too.
   *
   * @param collector open since before the pass
   */
  public void backward(GradientCollector collector, NDArray loss) {
    collector.backward(loss);
    layers.backward(this);
  }

  /**
   * Does something in a scope of its own, of which nothing is left but what was kept and what
   * autograd keeps.
   */
  void within(Consumer<NDManager> work) {
    NDManager outer = scope;
    scope = outer.newSubManager();
    try {
      work.accept(outer);
    } finally {
      scope.close();
      scope = outer;
    }
  }

  /** The same where autograd keeps nothing either. */
  void forgotten(Consumer<NDManager> work) {
    within(work);
  }

  /** The same values, cut off; a gradient that reaches them stays with them. */
  NDArray leaf(NDArray x, NDManager owner) {
    NDArray leaf = x.stopGradient();
    leaf.attach(owner);
    if (requiresGradient(x)) {
      leaf.setRequiresGradient(true);
    }
    return leaf;
  }

  /** Whether a gradient goes through an array; DJL says it of those only that it was asked for. */
  private boolean requiresGradient(NDArray x) {
    try (NDArray answer = Kernels.instance().call("requires_gradient", x).singletonOrThrow()) {
      return answer.getBoolean();
    }
  }

  /** Goes back from {@code result} with the gradient that has reached {@code leaf}. */
  void backward(NDArray result, NDArray leaf) {
    try (NDArray gradient = leaf.getGradient()) {
      // what lies before a layer is gone through once for every layer that sees it: keep it
      JniUtils.backward((PtNDArray) result, (PtNDArray) gradient, true, false);
    }
  }

  /** Makes the engine draw from a seed. */
  void seed(int seed) {
    scope.getEngine().setRandomSeed(seed);
  }

  /** Whether arrays have shapes and no numbers, so that there is nothing to read or round. */
  public boolean isDry() {
    return false;
  }

  /** Whether dropout acts. */
  public boolean isTraining() {
    return training;
  }

  /** Numeric type of the constants made here: FLOAT32 or FLOAT64. */
  public DataType dtype() {
    return dtype;
  }

  /** The scope's manager, for bookkeeping; nobody computes with it. */
  public NDManager scope() {
    return scope;
  }

  /**
   * A result that several places of one pass need: computed by the first who asks with this key,
   * which is compared by identity.
   */
  public NDArray once(Object key, Supplier<NDArray> result) {
    NDArray known = shared.get(key);
    if (known == null) {
      NDManager present = scope;
      scope = whole; // it outlives the layer that asks first
      known = layers.shared(this, result.get());
      scope = present;
      shared.put(key, known);
    }
    return known;
  }

  // ---- arrays from numbers

  /** Integers from Java, copied into memory of the engine. */
  public NDArray longs(long[] values, Shape shape) {
    return own(scope.create(LongBuffer.wrap(values), shape, DataType.INT64));
  }

  /** Real numbers from Java, copied into memory of the engine, in the scope's type. */
  public NDArray floats(float[] values, Shape shape) {
    NDArray own = own(scope.create(FloatBuffer.wrap(values), shape, DataType.FLOAT32));
    return dtype == DataType.FLOAT32 ? own : adopt(own.toType(dtype, true));
  }

  /** Numbers drawn one after the other, in the scope's type. */
  public NDArray drawn(Shape shape, DoubleSupplier next) {
    float[] values = new float[Math.toIntExact(shape.size())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) next.getAsDouble();
    }
    return floats(values, shape);
  }

  /** The same from double precision. */
  public NDArray doubles(double[] values, Shape shape) {
    NDArray own = own(scope.create(DoubleBuffer.wrap(values), shape, DataType.FLOAT64));
    return dtype == DataType.FLOAT64 ? own : adopt(own.toType(dtype, true));
  }

  public NDArray zeros(Shape shape) {
    return scope.zeros(shape, dtype);
  }

  public NDArray ones(Shape shape) {
    return scope.ones(shape, dtype);
  }

  /** The same number everywhere; with {@code new Shape()} a scalar. */
  public NDArray full(Shape shape, double value) {
    return scope.full(shape, (float) value, dtype);
  }

  /**
   * A scalar in double precision; an operation with an array takes the array's type all the same,
   * and kernels read it as a number.
   */
  public NDArray number(double value) {
    return own(
        scope.create(DoubleBuffer.wrap(new double[] {value}), new Shape(), DataType.FLOAT64));
  }

  /** An array over Java memory, cloned so that the engine owns what autograd may keep. */
  private NDArray own(NDArray borrowed) {
    try (borrowed) {
      return adopt(borrowed.duplicate());
    }
  }

  // ---- gradients

  /** The same values, cut off from the graph. */
  public NDArray detach(NDArray x) {
    return adopt(x.stopGradient());
  }

  /** The number in an array of one element. */
  public double value(NDArray scalar) {
    return adopt(scalar.toType(DataType.FLOAT64, true)).toDoubleArray()[0];
  }

  /** All numbers of an array, row by row. */
  public double[] values(NDArray array) {
    return adopt(array.toType(DataType.FLOAT64, true)).toDoubleArray();
  }

  /** The same in single precision. */
  public float[] floatValues(NDArray array) {
    return adopt(array.toType(DataType.FLOAT32, true)).toFloatArray();
  }

  /** The same values in half precision, to be stored; outside the graph. */
  public NDArray half(NDArray array) {
    return adopt(array.toType(DataType.FLOAT16, true));
  }

  /** A copy outside the graph that belongs to {@code owner} and outlives this scope. */
  public NDArray keep(NDArray x, NDManager owner) {
    NDArray detached = detach(x);
    NDArray copy = detached.duplicate();
    copy.attach(owner);
    return copy;
  }

  /** Overwrites an array's values, in its own memory and type, outside the graph. */
  public void assign(NDArray target, NDArray values) {
    // DJL's copyTo would lay the target over Java memory.
    kernel("assign", detach(target), detach(values));
  }

  /** A function whose first arguments are lists of arrays; see {@link Kernels#call}. */
  List<NDArray> kernels(String function, List<List<NDArray>> lists, NDArray... arguments) {
    return Kernels.instance().call(function, lists, arguments).stream().map(this::adopt).toList();
  }

  /** A function of one result. */
  final NDArray kernel(String function, NDArray... arguments) {
    return kernels(function, List.of(), arguments).get(0);
  }

  final NDArray adopt(NDArray result) {
    if (result.getManager() != scope) {
      result.attach(scope);
    }
    return result;
  }

  /** Frees everything that was made here. */
  @Override
  public void close() {
    whole.close();
  }
}
