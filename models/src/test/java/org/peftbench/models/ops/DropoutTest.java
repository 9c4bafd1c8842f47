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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DropoutTest {
  private static final int ROWS = 1000;
  private static final int COLUMNS = 333; // no multiple of four, of which one number decides

  private final NDManager root = NDManager.newBaseManager("PyTorch");

  @AfterEach
  void close() {
    root.close();
  }

  private Ops ops(KernelForm form, long seed) {
    return Ops.training(root, DataType.FLOAT64, seed, false, form);
  }

  private double[] noise(KernelForm form, long seed, double p) {
    try (Ops ops = ops(form, seed)) {
      return ops.values(ops.dropout(ops.ones(new Shape(ROWS, COLUMNS)), p));
    }
  }

  @ParameterizedTest
  @CsvSource({"FUSED, 0.05", "FUSED, 0.1", "FUSED, 0.5", "FUSED, 0.999", "PLAIN, 0.1"})
  void dropsSoManyAndScalesTheOthers(KernelForm form, double p) {
    double[] noise = noise(form, 1, p);
    double factor = factor(form, p);
    assertThat(Arrays.stream(noise))
        .allMatch(value -> value == 0 || Math.abs(value - factor) < 1e-9);
    assertShare(Arrays.stream(noise).filter(value -> value == 0).count(), noise.length, p);
  }

  /** What is kept is multiplied by this: p is rounded to bits that are drawn, or to a float. */
  static double factor(KernelForm form, double p) {
    return 1 / (1 - (form == KernelForm.FUSED ? Math.round(p * 32768) / 32768.0 : (float) p));
  }

  /** All the four that one number decides on, and the next. */
  @Test
  void dropsElementsIndependently() {
    double[] noise = noise(KernelForm.FUSED, 1, 0.5);
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

  @ParameterizedTest
  @EnumSource
  void dependsOnTheSeedAlone(KernelForm form) {
    assertThat(noise(form, 1, 0.3))
        .isEqualTo(noise(form, 1, 0.3))
        .isNotEqualTo(noise(form, 2, 0.3));
  }

  @ParameterizedTest
  @EnumSource
  void passesTheGradientOfWhatItKept(KernelForm form) {
    NDArray x = root.ones(new Shape(ROWS, COLUMNS), DataType.FLOAT64);
    x.setRequiresGradient(true);
    try (Ops ops = ops(form, 1);
        GradientCollector collector = ops.collector()) {
      collector.backward(ops.sum(ops.dropout(x, 0.3)));
    }
    try (NDArray gradient = x.getGradient()) {
      assertThat(gradient.toDoubleArray()).isEqualTo(noise(form, 1, 0.3));
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
