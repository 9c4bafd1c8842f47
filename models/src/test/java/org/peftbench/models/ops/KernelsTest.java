package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Kernels have the values and gradients of plain operations, which they are there for. */
class KernelsTest {
  private static final double EPSILON = 1e-6;
  private static final long[] NUMBERS = {3, 0, 2, 2, 4};
  private static final long[] SOME = {3, -100, 2, -100, 4}; // labels, and what PyTorch leaves out

  private final NDManager root = NDManager.newBaseManager("PyTorch");
  private final Random random = new Random(1);
  private final NDArray x = drawn(new Shape(5, 7));
  private final NDArray weight = drawn(new Shape(7));

  /** Those that are there for speed, and those that have no plain form in the product. */
  private enum Kernel {
    RMS_NORM,
    SILU,
    GELU_TANH,
    CROSS_ENTROPY,
    CROSS_ENTROPY_OF_SOME,
    POWER,
    MAX,
    MIN,
    GATHER,
    ROWS
  }

  @AfterEach
  void close() {
    root.close();
  }

  @ParameterizedTest
  @EnumSource
  void isItsPlainForm(Kernel kernel) {
    List<double[]> plain = passed(KernelForm.PLAIN, ops -> plain(ops, kernel));
    List<double[]> found = passed(KernelForm.FUSED, ops -> computed(ops, kernel));
    Closeness.assertClose(found, plain, 1e-12);
  }

  @ParameterizedTest
  @EnumSource
  void aLossHasTheTypeOfItsLogits(KernelForm form) {
    try (Ops ops = Ops.evaluation(root, DataType.FLOAT32, form)) {
      NDArray loss = ops.crossEntropy(ops.ones(new Shape(5, 7)), numbers(ops, 5));
      assertThat(loss.getDataType()).isEqualTo(DataType.FLOAT32);
    }
  }

  private NDArray computed(Ops ops, Kernel kernel) {
    return switch (kernel) {
      case RMS_NORM -> ops.rmsNorm(x, weight, EPSILON);
      case SILU -> ops.silu(x);
      case GELU_TANH -> ops.geluTanh(x);
      case CROSS_ENTROPY -> ops.crossEntropy(x, numbers(ops, 5));
      case CROSS_ENTROPY_OF_SOME -> ops.crossEntropy(x, ops.longs(SOME, new Shape(5)));
      case POWER -> ops.power(x, 3);
      case MAX -> ops.max(x, 1);
      case MIN -> ops.min(x, 1);
      case GATHER -> ops.gather(x, numbers(ops, 5, 1));
      case ROWS -> ops.rows(x, numbers(ops, 5));
    };
  }

  private NDArray plain(Ops ops, Kernel kernel) {
    return switch (kernel) {
      case RMS_NORM, SILU, GELU_TANH, CROSS_ENTROPY, CROSS_ENTROPY_OF_SOME -> computed(ops, kernel);
      case POWER -> ops.multiply(ops.multiply(x, x), x);
      case MAX -> ops.adopt(x.max(new int[] {1}));
      case MIN -> ops.scale(ops.adopt(ops.scale(x, -1).max(new int[] {1})), -1);
      case GATHER -> ops.sum(ops.multiply(x, chosen(ops)), true, 1);
      case ROWS -> ops.embedding(numbers(ops, 5), x);
    };
  }

  /** 1 where a row's number says, else 0. */
  private static NDArray chosen(Ops ops) {
    double[] ones = new double[5 * 7];
    for (int row = 0; row < NUMBERS.length; row++) {
      ones[7 * row + (int) NUMBERS[row]] = 1;
    }
    return ops.doubles(ones, new Shape(5, 7));
  }

  private static NDArray numbers(Ops ops, long... shape) {
    return ops.longs(NUMBERS, new Shape(shape));
  }

  /** A result, and the gradients that the sum of its squares gives. */
  private List<double[]> passed(KernelForm form, Function<Ops, NDArray> forward) {
    List<double[]> all = new ArrayList<>();
    try (Ops ops = Ops.training(root, DataType.FLOAT64, form);
        GradientCollector collector = ops.collector()) {
      NDArray result = forward.apply(ops);
      all.add(ops.values(result));
      collector.backward(ops.sum(ops.multiply(result, result)));
      for (NDArray array : List.of(x, weight)) {
        try (NDArray gradient = array.getGradient()) {
          all.add(ops.values(gradient));
          ops.kernels("zero_gradients", List.of(List.of(gradient)));
        }
      }
    }
    return all;
  }

  private NDArray drawn(Shape shape) {
    try (Ops ops = Ops.evaluation(root, DataType.FLOAT64)) {
      double[] values = random.doubles(shape.size(), -1, 1).toArray();
      NDArray drawn = ops.keep(ops.doubles(values, shape), root);
      drawn.setRequiresGradient(true);
      return drawn;
    }
  }
}
