package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  private static final int ROWS = 1000;
  private static final int COLUMNS = 333; // no multiple of four, of which one number decides

  private final NDManager root = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    root.close();
  }

  private static Ops ops(NDManager root, long seed) {
    return Ops.training(root, DataType.FLOAT64, seed, false);
  }

  private double[] noise(long seed, double p) {
    try (Ops ops = ops(root, seed)) {
      return ops.values(ops.dropout(ops.ones(new Shape(ROWS, COLUMNS)), p));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.5, 0.999})
  void dropsSoManyAndScalesTheOthers(double p) {
    double[] noise = noise(1, p);
    double factor = 1 / (1 - Math.round(p * 32768) / 32768.0);
    assertThat(Arrays.stream(noise))
        .allMatch(value -> value == 0 || Math.abs(value - factor) < 1e-9);
    assertShare(Arrays.stream(noise).filter(value -> value == 0).count(), noise.length, p);
  }

  /** All the four that one number decides on, and the next. */
  @Test
  void dropsElementsIndependently() {
    double[] noise = noise(1, 0.5);
    for (int distance = 1; distance <= 4; distance++) {
      int equal = 0;
      for (int i = distance; i < noise.length; i++) {
        equal += noise[i] == noise[i - distance] ? 1 : 0;
      }
      assertShare(equal, noise.length - distance, 0.5);
    }
  }

  private static void assertShare(long count, long n, double p) {
    assertThat(count / (double) n).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / n)));
  }

  @Test
  void dependsOnTheSeedAlone() {
    assertThat(noise(1, 0.3)).containsExactly(noise(1, 0.3)).isNotEqualTo(noise(2, 0.3));
  }

  @Test
  void passesTheGradientOfWhatItKept() {
    NDArray x = root.ones(new Shape(ROWS, COLUMNS), DataType.FLOAT64);
    x.setRequiresGradient(true);
    try (Ops ops = ops(root, 1);
        GradientCollector collector = ops.collector()) {
      collector.backward(ops.sum(ops.dropout(x, 0.3)));
    }
    try (NDArray gradient = x.getGradient()) {
      assertThat(gradient.toDoubleArray()).containsExactly(noise(1, 0.3));
    }
  }

  @Test
  void isNothingOutsideTraining() {
    try (Ops ops = Ops.evaluation(root, DataType.FLOAT64)) {
      NDArray x = ops.ones(new Shape(3));
      assertThat(ops.dropout(x, 0.3)).isSameAs(x);
    }
  }
}
