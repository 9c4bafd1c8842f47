package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import java.util.List;

/**
 * The operations of one forward and backward pass; what they make belongs to the pass. Dropout is
 * active in training only.
 */
public class Ops extends PassScope {
  Ops(NDManager scope, DataType dtype, boolean training, LayerPass layers) {
    super(scope, dtype, training, layers);
  }

  private static Ops of(
      NDManager parent, DataType dtype, boolean training, LayerPass layers, KernelForm form) {
    NDManager scope = parent.newSubManager();
    if (DryManager.is(parent)) {
      return new DryOps(scope, dtype, training, layers);
    }
    return switch (form) {
      case FUSED -> new Ops(scope, dtype, training, layers);
      case PLAIN -> new PlainOps(scope, dtype, training, layers);
    };
  }

  /** A scope for a training step that keeps all it makes until it is closed: dropout acts. */
  public static Ops training(NDManager parent, DataType dtype) {
    return training(parent, dtype, KernelForm.chosen());
  }

  /** The same with kernels of a given form, for those who set one beside the other. */
  public static Ops training(NDManager parent, DataType dtype, KernelForm form) {
    return of(parent, dtype, true, LayerPass.plain(), form);
  }

  /**
   * The same with dropout that depends on nothing but a seed; of its layers it keeps what the way
   * back needs.
   *
   * @param checkpointed whether layers keep their inputs only and are computed again on the way
   *     back, which saves memory, costs time and changes no gradient
   */
  public static Ops training(NDManager parent, DataType dtype, long seed, boolean checkpointed) {
    return training(parent, dtype, seed, checkpointed, KernelForm.chosen());
  }

  static Ops training(
      NDManager parent, DataType dtype, long seed, boolean checkpointed, KernelForm form) {
    LayerPass layers = LayerPass.seeded(seed, checkpointed);
    Ops ops = of(parent, dtype, true, layers, form);
    layers.reseed(ops);
    return ops;
  }

  /** A scope for evaluation, initialisation or merging: dropout does nothing. */
  public static Ops evaluation(NDManager parent, DataType dtype) {
    return evaluation(parent, dtype, KernelForm.chosen());
  }

  static Ops evaluation(NDManager parent, DataType dtype, KernelForm form) {
    return of(parent, dtype, false, LayerPass.lean(), form);
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
      return adopt(holds.toType(dtype(), true));
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
    return OneDnn.multiplies(x, weight)
        ? kernel("linear_biased", x, weight, bias)
        : adopt(x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow());
  }

  /** {@code x Wᵀ} with W of shape [out, in]. */
  public NDArray linear(NDArray x, NDArray weight) {
    return OneDnn.multiplies(x, weight)
        ? kernel("linear", x, weight)
        : matmul(x, transpose(weight, 1, 0));
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
   *
   * <p>On a processor p is rounded to a multiple of 2⁻¹⁵: one number of 64 bits then decides on
   * four elements, and drawing was most of a dropout's time.
   */
  public NDArray dropout(NDArray x, double p) {
    return isTraining() && p > 0 ? kernel("dropout", x, number(p)) : x;
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
   * softmax(q kᵀ / √width + mask) v: fused, or, with dropout or a mask that learns, which the fused
   * kernel lacks on a processor, for as many rows of a batch at a time as its caches hold.
   *
   * @param query [batch, heads, queries, width]
   * @param key [batch, heads, keys, width]
   * @param value [batch, heads, keys, width]
   * @param mask added to the scores; broadcasts to [batch, heads, queries, keys]
   * @param dropout probability on the weights, in training only
   */
  public NDArray attention(
      NDArray query, NDArray key, NDArray value, NDArray mask, double dropout) {
    return kernel("attention", query, key, value, mask, number(isTraining() ? dropout : 0));
  }

  // ---- losses

  /** Mean cross-entropy of logits [rows, classes] against labels [rows]; -100 is left out. */
  public NDArray crossEntropy(NDArray logits, NDArray labels) {
    return kernel("cross_entropy", logits, labels);
  }

  /** Mean squared difference of two arrays of one shape. */
  public NDArray meanSquaredError(NDArray prediction, NDArray target) {
    NDArray difference = subtract(prediction, target);
    return mean(multiply(difference, difference));
  }

  // ---- what other classes of this package compute

  /** Values of a table by the codes in {@link PackedCodes}. */
  NDArray lookUp(NDArray packed, NDArray shifts, int bits, NDArray table) {
    return kernel("look_up", packed, shifts, number((1 << bits) - 1), table);
  }

  /** {@link AdamW#clip}. */
  double clip(List<NDArray> gradients, double limit) {
    return value(kernels("clip_gradients", List.of(gradients), number(limit)).get(0));
  }

  /** {@link AdamW#step} of one group. */
  void step(AdamW.State state, List<NDArray> gradients, AdamW.Rule rule) {
    kernels(
        "adamw",
        List.of(
            state.group().parameters(), gradients, state.means(), state.squares(), state.steps()),
        number(rule.rate()),
        number(rule.decay()),
        number(rule.beta1()),
        number(rule.beta2()),
        number(rule.epsilon()));
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
}
