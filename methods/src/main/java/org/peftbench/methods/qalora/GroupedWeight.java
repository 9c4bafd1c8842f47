package org.peftbench.methods.qalora;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftbench.methods.quantized.QuantizedLinear;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.ops.PackedCodes;

/**
 * A weight rounded to evenly spaced levels between the least and the greatest value of each group.
 *
 * @param codes packed, row by row
 * @param levels 0, 1, 2, ...
 * @param steps between two levels, [groups, 1]
 * @param least value of each group, [groups, 1]
 * @param shape of the weight
 */
record GroupedWeight(PackedCodes codes, NDArray levels, NDArray steps, NDArray least, Shape shape)
    implements QuantizedLinear.Weight {
  /**
   * Rounds a weight.
   *
   * @param weight [out, in]
   * @param size of a group, dividing {@code in}
   */
  static GroupedWeight of(Ops ops, NDArray weight, int bits, int size, NDManager owner) {
    double[] values = ops.values(weight);
    int groups = values.length / size;
    int top = (1 << bits) - 1;
    byte[] codes = new byte[values.length];
    double[] steps = new double[groups];
    double[] least = new double[groups];
    for (int group = 0; group < groups; group++) {
      int from = group * size;
      double low = values[from];
      double high = low;
      for (int i = from + 1; i < from + size; i++) {
        low = Math.min(low, values[i]);
        high = Math.max(high, values[i]);
      }
      least[group] = low;
      steps[group] = (high - low) / top;
      for (int i = from; i < from + size && high > low; i++) {
        codes[i] = (byte) Math.rint((values[i] - low) / steps[group]);
      }
    }
    float[] levels = new float[top + 1];
    for (int i = 0; i <= top; i++) {
      levels[i] = i;
    }
    return new GroupedWeight(
        PackedCodes.of(codes, bits, owner),
        ops.keep(ops.floats(levels, new Shape(levels.length)), owner),
        ops.keep(ops.doubles(steps, new Shape(groups, 1)), owner),
        ops.keep(ops.doubles(least, new Shape(groups, 1)), owner),
        weight.getShape());
  }

  @Override
  public NDArray dequantize(Ops ops) {
    long groups = steps.getShape().get(0);
    NDArray rows = ops.reshape(codes.lookUp(ops, levels), groups, -1);
    NDArray values = ops.add(ops.multiply(rows, steps), least);
    return ops.reshape(values, shape.getShape());
  }
}
