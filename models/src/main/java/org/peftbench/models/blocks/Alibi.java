package org.peftbench.models.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.function.DoubleUnaryOperator;
import org.peftbench.models.ops.Ops;

/**
 * Attention with linear biases (Press, Smith, Lewis 2021, arXiv 2108.12409, section 3): each head
 * adds its slope times the key's position to the scores.
 */
public final class Alibi {
  private final double[] slopes;
  private final DoubleUnaryOperator rounding;

  /** Slopes of so many heads. */
  public Alibi(int heads) {
    this(heads, slope -> slope, bias -> bias);
  }

  /**
   * The same as some checkpoints were trained with it.
   *
   * @param slope changes each slope
   * @param rounding changes each bias
   */
  public Alibi(int heads, DoubleUnaryOperator slope, DoubleUnaryOperator rounding) {
    slopes = slopes(heads);
    for (int head = 0; head < heads; head++) {
      slopes[head] = slope.applyAsDouble(slopes[head]);
    }
    this.rounding = rounding;
  }

  /**
   * Powers of 2^(-8/n) for n heads; where n is no power of 2, those of the power below and every
   * other one of the power above.
   */
  static double[] slopes(int heads) {
    int below = Integer.highestOneBit(heads);
    double[] slopes = new double[heads];
    for (int head = 0; head < heads; head++) {
      slopes[head] =
          head < below
              ? Math.pow(2, -8.0 / below * (head + 1))
              : Math.pow(2, -4.0 / below * (2 * (head - below) + 1));
    }
    return slopes;
  }

  /**
   * What is added to the scores, [batch, heads, 1, keys].
   *
   * @param positions of the keys, [batch, keys]
   * @param end behind the last position
   */
  public NDArray bias(Ops ops, NDArray positions, int end) {
    double[] table = new double[end * slopes.length];
    for (int i = 0; i < table.length; i++) {
      int position = i / slopes.length;
      table[i] = rounding.applyAsDouble(position * slopes[i % slopes.length]);
    }
    NDArray biases = ops.embedding(positions, ops.doubles(table, new Shape(end, slopes.length)));
    Shape shape = positions.getShape(); // biases [batch, keys, heads]
    return ops.reshape(
        ops.transpose(biases, 0, 2, 1), shape.get(0), slopes.length, 1, shape.get(1));
  }
}
