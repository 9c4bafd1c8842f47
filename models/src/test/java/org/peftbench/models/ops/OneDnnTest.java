package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.peftbench.models.ops.KernelForm.FUSED;
import static org.peftbench.models.ops.KernelForm.PLAIN;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A linear map as a convolution has the values and gradients of a product of matrices. */
class OneDnnTest {
  private static final int ROWS = 6;
  private static final int LENGTH = 50;
  private static final int IN = 270; // no multiple of a register
  private static final int OUT = 300;
  private static final double TOLERANCE = 5e-5; // of sums of 300 products of up to 1

  @TempDir Path folder;

  private final NDManager root = NDManager.newBaseManager("PyTorch");
  private final Random random = new Random(1);
  private final NDArray x = drawn(new Shape(ROWS, LENGTH, IN));
  private final NDArray weight = drawn(new Shape(OUT, IN));
  private final NDArray bias = drawn(new Shape(OUT));
  private final NDArray slope = drawn(new Shape(ROWS, LENGTH, OUT));

  @AfterEach
  void close() {
    root.close();
  }

  @ParameterizedTest
  @CsvSource({
    "true, false, false",
    "false, true, false",
    "false, false, true",
    "true, false, true",
    "true, true, true"
  })
  void isTheProductOfMatrices(boolean input, boolean map, boolean shift) {
    List<NDArray> trained = new ArrayList<>();
    x.setRequiresGradient(input);
    weight.setRequiresGradient(map);
    bias.setRequiresGradient(shift);
    for (NDArray array : List.of(x, weight, bias)) {
      if (array.hasGradient()) {
        trained.add(array);
      }
    }
    assertThat(trained).isNotEmpty();
    assertClose(
        passed(FUSED, ops -> ops.kernel("linear_biased", x, weight, bias), trained),
        passed(PLAIN, ops -> ops.linear(x, weight, bias), trained));
    if (input || map) {
      trained.remove(bias);
      assertClose(
          passed(FUSED, ops -> ops.kernel("linear", x, weight), trained),
          passed(PLAIN, ops -> ops.linear(x, weight), trained));
    }
  }

  @Test
  void takesWideMapsOfManyRowsInSinglePrecision() {
    try (Ops ops = Ops.evaluation(root, DataType.FLOAT32)) {
      boolean wide = OneDnn.multiplies(x, weight);
      assertThat(wide).isEqualTo(OneDnn.isFaster(Path.of("/proc/cpuinfo")));
      assertThat(OneDnn.multiplies(x, ops.zeros(new Shape(8, IN)))).isFalse();
      assertThat(OneDnn.multiplies(ops.zeros(new Shape(1, LENGTH, IN)), weight)).isFalse();
      NDArray exact = x.toType(DataType.FLOAT64, true);
      assertThat(OneDnn.multiplies(exact, weight)).isFalse();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "AuthenticAMD, avx2 avx512f fma, true",
    "AuthenticAMD, avx2 fma, false",
    "GenuineIntel, avx2 avx512f fma, false"
  })
  void isAskedWhereMklHoldsBack(String vendor, String flags, boolean faster) throws IOException {
    Path processor = folder.resolve("cpuinfo");
    Files.writeString(processor, "vendor_id\t: " + vendor + "\nflags\t\t: fpu " + flags + "\n");
    assertThat(OneDnn.isFaster(processor)).isEqualTo(faster);
    assertThat(OneDnn.isFaster(folder.resolve("absent"))).isFalse();
  }

  /** A result and the gradients that a weighted sum of it gives, which are then set back. */
  private List<double[]> passed(
      KernelForm form, Function<Ops, NDArray> forward, List<NDArray> trained) {
    List<double[]> all = new ArrayList<>();
    try (Ops ops = Ops.training(root, DataType.FLOAT32, form);
        GradientCollector collector = ops.collector()) {
      NDArray result = forward.apply(ops);
      assertThat(result.getShape()).isEqualTo(slope.getShape());
      all.add(ops.values(result));
      collector.backward(ops.sum(ops.multiply(result, slope)));
      for (NDArray array : trained) {
        try (NDArray gradient = array.getGradient()) {
          all.add(ops.values(gradient));
          ops.kernels("zero_gradients", List.of(List.of(gradient)));
        }
      }
    }
    return all;
  }

  private static void assertClose(List<double[]> found, List<double[]> expected) {
    Closeness.assertClose(found, expected, TOLERANCE);
  }

  private NDArray drawn(Shape shape) {
    try (Ops ops = Ops.evaluation(root, DataType.FLOAT32)) {
      return ops.keep(ops.drawn(shape, () -> random.nextDouble() * 2 - 1), root);
    }
  }
}
