package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The operations of one forward and backward pass, and the scope that owns every array they make.
 *
 * <p>All results belong to the scope's manager, whatever their operands belong to, so that closing
 * the scope after backward frees everything a step has made and nothing else. Constants are arrays
 * that the engine allocates and that live as long as the scope: see the package's page for why
 * nothing else is safe. Dropout is active in training scopes only.
 *
 * <p>Not thread-safe: one scope belongs to one thread.
 */
public class Ops implements AutoCloseable {
  private final NDManager whole;
  private final DataType dtype;
  private final boolean training;
  private final LayerPass layers;
  private final IdentityHashMap<Object, NDArray> shared = new IdentityHashMap<>();

  /** Owner of what is made now: all of the pass, or a layer that will be computed again. */
  private NDManager scope;

  Ops(NDManager scope, DataType dtype, boolean training, LayerPass layers) {
    this.whole = scope;
    this.scope = scope;
    this.dtype = dtype;
    this.training = training;
    this.layers = layers;
  }

  private static Ops of(NDManager parent, DataType dtype, boolean training, LayerPass layers) {
    NDManager scope = parent.newSubManager();
    return DryManager.is(parent)
        ? new DryOps(scope, dtype, training, layers)
        : new Ops(scope, dtype, training, layers);
  }

  /** A scope for a training step: dropout acts. */
  public static Ops training(NDManager parent, DataType dtype) {
    return of(parent, dtype, true, LayerPass.plain());
  }

  /**
   * The same with dropout that depends on nothing but a seed.
   *
   * @param checkpointed whether layers keep their inputs only and are computed again on the way
   *     back, which saves memory, costs time and changes no gradient
   */
  public static Ops training(NDManager parent, DataType dtype, long seed, boolean checkpointed) {
    LayerPass layers = LayerPass.seeded(seed, checkpointed);
    Ops ops = of(parent, dtype, true, layers);
    layers.reseed(ops);
    return ops;
  }

  /** A scope for evaluation, initialisation or merging: dropout does nothing. */
  public static Ops evaluation(NDManager parent, DataType dtype) {
    return of(parent, dtype, false, LayerPass.plain());
  }

  /** A layer of a stack: x to what the layer makes of it, in this scope's operations. */
  public NDArray layer(NDArray x, UnaryOperator<NDArray> layer) {
    return layers.forward(this, x, layer);
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

  /** Does something in a scope of its own, of which nothing is left but what was kept. */
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

  // ---- shape

  public NDArray reshape(NDArray x, long... shape) {
    return adopt(x.reshape(shape));
  }

  public NDArray transpose(NDArray x, int... axes) {
    return adopt(x.transpose(axes));
  }

  /** Positions {@code [begin, end)} along one axis; a view. */
  public NDArray slice(NDArray x, int axis, long begin, long end) {
    NDIndex index = new NDIndex();
    for (int i = 0; i < axis; i++) {
      index.addAllDim();
    }
    return adopt(x.get(index.addSliceDim(begin, end)));
  }

  /** Elements of the last axis by their numbers: x [..., n] and numbers [..., m] to [..., m]. */
  public NDArray gather(NDArray x, NDArray numbers) {
    return kernel("gather", x, numbers);
  }

  /** Rows of any array by their numbers [n], along the first axis. */
  public NDArray rows(NDArray x, NDArray numbers) {
    return kernel("rows", x, numbers);
  }

  /**
   * The position of each token among its row's, from 0: integers [batch, length].
   *
   * @param mask 1 for a token and 0 for padding, which has its neighbour's position
   */
  public NDArray positions(NDArray mask) {
    return kernel("positions", mask);
  }

  /**
   * Where each row's last token stands if rows follow one another: integers [batch].
   *
   * @param mask 1 for a token and 0 for padding [batch, length]
   */
  public NDArray lastTokens(NDArray mask) {
    return kernel("last_tokens", mask);
  }

  public NDArray concat(int axis, NDArray... parts) {
    return adopt(NDArrays.concat(new NDList(parts), axis));
  }

  public NDArray expand(NDArray x, Shape shape) {
    return adopt(x.broadcast(shape));
  }

  // ---- arithmetic, element by element, with broadcasting

  public NDArray add(NDArray a, NDArray b) {
    return adopt(a.add(b));
  }

  public NDArray subtract(NDArray a, NDArray b) {
    return adopt(a.sub(b));
  }

  public NDArray multiply(NDArray a, NDArray b) {
    return adopt(a.mul(b));
  }

  public NDArray divide(NDArray a, NDArray b) {
    return adopt(a.div(b));
  }

  /** {@code factor · x}. */
  public NDArray scale(NDArray x, double factor) {
    return factor == 1 ? x : multiply(x, number(factor));
  }

  /** {@code x + term}. */
  public NDArray shift(NDArray x, double term) {
    return add(x, number(term));
  }

  /** {@code x} to a constant power, element by element. */
  public NDArray power(NDArray x, double exponent) {
    return exponent == 1 ? x : kernel("power", x, number(exponent));
  }

  public NDArray sqrt(NDArray x) {
    return adopt(x.sqrt());
  }

  public NDArray abs(NDArray x) {
    return adopt(x.abs());
  }

  /** 1 where an element is at least the bound, else 0; in the scope's type, without gradient. */
  public NDArray atLeast(NDArray x, double bound) {
    try (NDArray holds = x.gte(bound)) {
      return adopt(holds.toType(dtype, true));
    }
  }

  // ---- reductions

  public NDArray sum(NDArray x, boolean keepDims, int... axes) {
    return adopt(x.sum(axes, keepDims));
  }

  public NDArray mean(NDArray x, boolean keepDims, int... axes) {
    return adopt(x.mean(axes, keepDims));
  }

  public NDArray sum(NDArray x) {
    return adopt(x.sum());
  }

  public NDArray mean(NDArray x) {
    return adopt(x.mean());
  }

  /** The largest along one axis; equal ones share the gradient. */
  public NDArray max(NDArray x, int axis) {
    return kernel("max", x, longs(new long[] {axis}, new Shape()));
  }

  /** The smallest along one axis; equal ones share the gradient. */
  public NDArray min(NDArray x, int axis) {
    return kernel("min", x, longs(new long[] {axis}, new Shape()));
  }

  // ---- layers

  public NDArray matmul(NDArray a, NDArray b) {
    return adopt(a.matMul(b));
  }

  /** {@code x Wᵀ + b} with W of shape [out, in]. */
  public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return adopt(x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow());
  }

  /** {@code x Wᵀ} with W of shape [out, in]. */
  public NDArray linear(NDArray x, NDArray weight) {
    return matmul(x, transpose(weight, 1, 0));
  }

  /**
   * Convolution along a sequence, padded with zeros to keep its length: x [batch, length, in] to
   * [batch, length, out].
   *
   * @param weight [out, in, kernel] with an odd kernel
   */
  public NDArray convolve(NDArray x, NDArray weight, NDArray bias) {
    return transpose(kernel("convolve", transpose(x, 0, 2, 1), weight, bias), 0, 2, 1);
  }

  /** Rows of a table of shape [vocabulary, width], one for each id. */
  public NDArray embedding(NDArray ids, NDArray table) {
    return adopt(
        ids.getNDArrayInternal().embedding(ids, table, SparseFormat.DENSE).singletonOrThrow());
  }

  /** Normalises the last axis. */
  public NDArray layerNorm(NDArray x, NDArray weight, NDArray bias, double epsilon) {
    Shape last = new Shape(x.getShape().get(x.getShape().dimension() - 1));
    return adopt(
        x.getNDArrayInternal()
            .layerNorm(x, last, weight, bias, (float) epsilon)
            .singletonOrThrow());
  }

  /** The last axis divided by the root of its mean square, times a weight. */
  public NDArray rmsNorm(NDArray x, NDArray weight, double epsilon) {
    return kernel("rms_norm", x, weight, number(epsilon));
  }

  /**
   * Each element kept with probability 1 − p and scaled by 1/(1 − p); the identity outside
   * training.
   */
  public NDArray dropout(NDArray x, double p) {
    return training && p > 0
        ? adopt(x.getNDArrayInternal().dropout(x, (float) p, true).singletonOrThrow())
        : x;
  }

  /** Gaussian error linear unit, in its exact (erf) form. */
  public NDArray gelu(NDArray x) {
    return adopt(x.getNDArrayInternal().gelu());
  }

  /** The same by its approximation through tanh. */
  public NDArray geluTanh(NDArray x) {
    return kernel("gelu_tanh", x);
  }

  public NDArray relu(NDArray x) {
    return adopt(x.getNDArrayInternal().relu());
  }

  /** {@code x · sigmoid(x)}, also called swish. */
  public NDArray silu(NDArray x) {
    return kernel("silu", x);
  }

  public NDArray tanh(NDArray x) {
    return adopt(x.tanh());
  }

  public NDArray softmax(NDArray x, int axis) {
    return adopt(x.softmax(axis));
  }

  /**
   * softmax(q kᵀ / √width + mask) v, fused.
   *
   * @param query [batch, heads, queries, width]
   * @param key [batch, heads, keys, width]
   * @param value [batch, heads, keys, width]
   * @param mask added to the scores; broadcasts to [batch, heads, queries, keys]
   * @param dropout probability on the weights, in training only
   */
  public NDArray attention(
      NDArray query, NDArray key, NDArray value, NDArray mask, double dropout) {
    return kernel("attention", query, key, value, mask, number(training ? dropout : 0));
  }

  // ---- losses

  /** Mean cross-entropy of logits [rows, classes] against labels [rows]. */
  public NDArray crossEntropy(NDArray logits, NDArray labels) {
    return kernel("cross_entropy", logits, labels);
  }

  /** Mean squared difference of two arrays of one shape. */
  public NDArray meanSquaredError(NDArray prediction, NDArray target) {
    NDArray difference = subtract(prediction, target);
    return mean(multiply(difference, difference));
  }

  // ---- linear algebra

  /**
   * Thin decomposition of a matrix: U [m, k], singular values [k] descending, Vᵀ [k, n], k = min(m,
   * n).
   */
  public Svd svd(NDArray matrix) {
    List<NDArray> parts = kernels("svd", List.of(), matrix);
    return new Svd(parts.get(0), parts.get(1), parts.get(2));
  }

  /** The result of {@link #svd}. */
  public record Svd(NDArray u, NDArray values, NDArray vt) {}

  /** Reduced QR decomposition: Q [m, k], R [k, n]. */
  public Qr qr(NDArray matrix) {
    List<NDArray> parts = kernels("qr", List.of(), matrix);
    return new Qr(parts.get(0), parts.get(1));
  }

  /** The result of {@link #qr}. */
  public record Qr(NDArray q, NDArray r) {}

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

  private NDArray adopt(NDArray result) {
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
