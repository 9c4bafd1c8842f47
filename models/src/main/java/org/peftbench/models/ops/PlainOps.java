package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import java.util.List;

/**
 * What the fused kernels compute, by operations that an NDArray of DJL has itself: what tests hold
 * the kernels to, what benchmarks measure them against, and what one falls back on.
 *
 * <p>Not one of these operations takes a Java number where a gradient flows; see the package's
 * page. The functions that are not overridden here are TorchScript in both forms, since they are
 * not there for speed: what DJL lacks (SVD, QR, solving, Fourier transforms, scattering, LSTM,
 * assignment in place) or what it offers only over Java memory or without the gradient that is
 * wanted (powers, gathering, the largest and smallest).
 */
final class PlainOps extends Ops {
  /** The label that counts for nothing, PyTorch's own. */
  private static final long IGNORED = -100;

  PlainOps(NDManager scope, DataType dtype, boolean training, LayerPass layers) {
    super(scope, dtype, training, layers);
  }

  @Override
  public NDArray linear(NDArray x, NDArray weight, NDArray bias) {
    return adopt(x.getNDArrayInternal().linear(x, weight, bias).singletonOrThrow());
  }

  @Override
  public NDArray linear(NDArray x, NDArray weight) {
    return matmul(x, transpose(weight, 1, 0));
  }

  @Override
  public NDArray rmsNorm(NDArray x, NDArray weight, double epsilon) {
    NDArray square = mean(multiply(x, x), true, -1); // [..., 1]
    return multiply(divide(x, sqrt(shift(square, epsilon))), weight);
  }

  /** As the engine draws it, to the bit of p. */
  @Override
  public NDArray dropout(NDArray x, double p) {
    return isTraining() && p > 0
        ? adopt(x.getNDArrayInternal().dropout(x, (float) p, true).singletonOrThrow())
        : x;
  }

  @Override
  public NDArray geluTanh(NDArray x) {
    NDArray cube = multiply(multiply(x, x), x);
    NDArray inner = scale(add(x, scale(cube, 0.044715)), Math.sqrt(2 / Math.PI));
    return scale(multiply(x, shift(tanh(inner), 1)), 0.5);
  }

  @Override
  public NDArray silu(NDArray x) {
    return multiply(x, adopt(Activation.sigmoid(x)));
  }

  @Override
  public NDArray attention(
      NDArray query, NDArray key, NDArray value, NDArray mask, double dropout) {
    double factor = 1 / Math.sqrt((double) query.getShape().get(3));
    NDArray scores = scale(matmul(query, transpose(key, 0, 1, 3, 2)), factor);
    NDArray weights = softmax(add(scores, mask), -1); // [batch, heads, queries, keys]
    return matmul(dropout(weights, dropout), value);
  }

  @Override
  public NDArray crossEntropy(NDArray logits, NDArray labels) {
    NDArray isCounted = adopt(labels.neq(longs(new long[] {IGNORED}, new Shape())));
    NDArray counted = adopt(isCounted.toType(logits.getDataType(), true)); // [rows]
    NDArray classes = reshape(adopt(labels.mul(isCounted)), -1, 1); // [rows, 1]
    NDArray chances = adopt(logits.logSoftmax(-1)); // [rows, classes]
    NDArray chosen = reshape(adopt(chances.gather(classes, 1)), -1); // [rows]
    // No scale by a number: that of a scalar would have the number's type.
    return adopt(divide(sum(multiply(chosen, counted)), sum(counted)).neg());
  }

  /** An array of DJL knows no shifts: codes are parted by division, a number of 8 bytes each. */
  @Override
  NDArray lookUp(NDArray packed, NDArray shifts, int bits, NDArray table) {
    float[] powers = new float[8 / bits];
    for (int i = 0; i < powers.length; i++) {
      powers[i] = 1 << PackedCodes.shift(i, bits);
    }
    NDArray bytes = reshape(adopt(packed.toType(dtype(), true)), -1, 1);
    NDArray shifted = adopt(divide(bytes, floats(powers, new Shape(powers.length))).floor());
    NDArray codes = adopt(shifted.mod(number(1 << bits))); // [bytes, codes of each]
    NDArray rows = embedding(adopt(codes.toType(DataType.INT64, true)), reshape(table, -1, 1));
    return reshape(rows, -1);
  }

  @Override
  double clip(List<NDArray> gradients, double limit) {
    return PlainAdamW.clip(this, gradients, limit);
  }

  @Override
  void step(AdamW.State state, List<NDArray> gradients, AdamW.Rule rule) {
    PlainAdamW.step(this, state, gradients, rule);
  }
}
