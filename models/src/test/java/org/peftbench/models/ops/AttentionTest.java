package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.peftbench.models.ops.KernelForm.FUSED;
import static org.peftbench.models.ops.KernelForm.PLAIN;

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
import org.junit.jupiter.params.provider.CsvSource;

/** Attention by rows and plain attention have the values and gradients of the fused kernel. */
class AttentionTest {
  private static final long SEED = 3;
  private static final int BATCH = 5;
  private static final int HEADS = 3;
  private static final int LENGTH = 200; // so that three rows are computed together, and then two
  private static final int WIDTH = 8;

  private final NDManager root = NDManager.newBaseManager("PyTorch");
  private final Random random = new Random(1);
  private final List<NDArray> inputs = new ArrayList<>();
  private final NDArray slope = drawn(new Shape(BATCH, HEADS, LENGTH, WIDTH));

  AttentionTest() {
    for (int i = 0; i < 3; i++) {
      NDArray input = drawn(new Shape(BATCH, HEADS, LENGTH, WIDTH));
      input.setRequiresGradient(true);
      inputs.add(input);
    }
  }

  @AfterEach
  void close() {
    root.close();
  }

  /** The forms of masks for padding, relative positions, ALiBi, and all of them together. */
  @ParameterizedTest
  @CsvSource({"5, 1, 1", "1, 1, 200", "1, 3, 1", "5, 1, 200", "5, 3, 200"})
  void isTheFusedKernelForAMaskThatLearns(int rows, int heads, int queries) {
    NDArray mask = drawn(new Shape(rows, heads, queries, LENGTH));
    List<double[]> fused = passed(FUSED, ops -> attention(ops, inputs, mask, 0));
    assertClose(passed(PLAIN, ops -> attention(ops, inputs, mask, 0)), fused);
    mask.setRequiresGradient(true);
    assertClose(passed(FUSED, ops -> attention(ops, inputs, mask, 0)), fused);
    List<double[]> learned = gradients(List.of(mask));
    assertClose(passed(PLAIN, ops -> attention(ops, inputs, mask, 0)), fused);
    assertClose(gradients(List.of(mask)), learned);
  }

  @ParameterizedTest
  @CsvSource({"FUSED, 0.1", "FUSED, 0.5", "PLAIN, 0.1"})
  void dropsWeightsAndScalesTheOthers(KernelForm form, double p) {
    NDArray mask = drawn(new Shape(BATCH, 1, 1, LENGTH));
    NDArray noise = noise(form, mask, p);
    double factor = DropoutTest.factor(form, p);
    for (double value : noise.toDoubleArray()) {
      assertThat(Math.min(Math.abs(value), Math.abs(value - factor))).isLessThan(1e-9);
    }
    double dropped = 1 - noise.mean().getDouble() / factor;
    assertThat(dropped).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / noise.size())));
    assertClose(
        passed(form, ops -> attention(ops, inputs, mask, p)),
        passed(form, ops -> multiplied(ops, mask, noise)));
  }

  /** What weights are multiplied by; values that are a unit matrix show them. */
  private NDArray noise(KernelForm form, NDArray mask, double p) {
    try (Ops ops = seeded(form)) {
      NDArray unit = ops.reshape(root.eye(LENGTH), 1, 1, LENGTH, LENGTH);
      NDArray units = ops.expand(unit, new Shape(BATCH, HEADS, LENGTH, LENGTH));
      NDArray values = units.toType(DataType.FLOAT64, true);
      List<NDArray> shown = List.of(inputs.get(0), inputs.get(1), values);
      NDArray dropped = attention(ops, shown, mask, p);
      return ops.keep(ops.divide(dropped, attention(ops, shown, mask, 0)), root);
    }
  }

  private static NDArray attention(Ops ops, List<NDArray> inputs, NDArray mask, double dropout) {
    return ops.attention(inputs.get(0), inputs.get(1), inputs.get(2), mask, dropout);
  }

  /** With weights multiplied by what dropout has drawn. */
  private NDArray multiplied(Ops ops, NDArray mask, NDArray noise) {
    NDArray turned = ops.transpose(inputs.get(1), 0, 1, 3, 2);
    NDArray scores = ops.scale(ops.matmul(inputs.get(0), turned), 1 / Math.sqrt(WIDTH));
    NDArray weights = ops.softmax(ops.add(scores, mask), -1);
    return ops.matmul(ops.multiply(weights, noise), inputs.get(2));
  }

  /** A result and the gradients that a weighted sum of it gives the inputs. */
  private List<double[]> passed(KernelForm form, Function<Ops, NDArray> forward) {
    List<double[]> all = new ArrayList<>();
    try (Ops ops = seeded(form);
        GradientCollector collector = ops.collector()) {
      NDArray result = forward.apply(ops);
      all.add(ops.values(result));
      collector.backward(ops.sum(ops.multiply(result, slope)));
    }
    all.addAll(gradients(inputs));
    return all;
  }

  /** Reads gradients and sets them back to 0. */
  private static List<double[]> gradients(List<NDArray> arrays) {
    List<double[]> gradients = new ArrayList<>();
    for (NDArray array : arrays) {
      try (NDArray gradient = array.getGradient()) {
        gradients.add(gradient.toDoubleArray());
        Kernels.instance().call("zero_gradients", List.of(List.of(gradient)));
      }
    }
    return gradients;
  }

  private static void assertClose(List<double[]> found, List<double[]> expected) {
    Closeness.assertClose(found, expected, 1e-12);
  }

  private Ops seeded(KernelForm form) {
    return Ops.training(root, DataType.FLOAT64, SEED, false, form);
  }

  private NDArray drawn(Shape shape) {
    double[] values = random.doubles(shape.size(), -1, 1).toArray();
    try (Ops ops = Ops.evaluation(root, DataType.FLOAT64)) {
      return ops.keep(ops.doubles(values, shape), root);
    }
  }
}
