package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MatricesTest {
  private final NDManager manager = NDManager.newBaseManager("PyTorch");
  private final Ops ops = Ops.evaluation(manager, DataType.FLOAT64);

  @AfterEach
  void close() {
    ops.close();
    manager.close();
  }

  @Test
  void scattersAlongTheLastAxis() {
    NDArray values = ops.doubles(new double[] {1, 2, 3, 4}, new Shape(2, 2));
    NDArray positions = ops.longs(new long[] {2, 0}, new Shape(2));
    assertThat(ops.values(Matrices.scatter(ops, values, positions, 3)))
        .containsExactly(2, 0, 1, 4, 0, 3);
  }

  /** For [[0, t], [−t, 0]] the transform turns by an angle whose half has the tangent t. */
  @Test
  void cayleyTurns() {
    double t = 0.3;
    NDArray skew = ops.doubles(new double[] {0, t, -t, 0}, new Shape(1, 2, 2));
    double angle = 2 * Math.atan(t);
    assertThat(ops.values(Matrices.cayley(ops, skew)))
        .containsExactly(
            new double[] {Math.cos(angle), -Math.sin(angle), Math.sin(angle), Math.cos(angle)},
            within(1e-15));
  }

  @Test
  void inverseFourierMakesCosines() {
    double[] spectrum = new double[3 * 4];
    spectrum[4 + 2] = 12; // frequency 1 down, 2 across
    NDArray waves = Matrices.inverseFourier(ops, ops.doubles(spectrum, new Shape(3, 4)));
    double[] found = ops.values(waves);
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 4; column++) {
        double expected = Math.cos(2 * Math.PI * (row / 3.0 + 2 * column / 4.0));
        assertThat(found[row * 4 + column]).isCloseTo(expected, within(1e-14));
      }
    }
  }

  @Test
  void identityChangesNothing() {
    NDArray x = ops.doubles(new double[] {1, 2, 3, 4}, new Shape(2, 2));
    assertThat(ops.values(ops.matmul(x, Matrices.identity(ops, 2)))).containsExactly(1, 2, 3, 4);
  }
}
