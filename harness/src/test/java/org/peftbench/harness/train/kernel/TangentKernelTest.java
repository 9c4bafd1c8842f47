package org.peftbench.harness.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.base.Json;

class TangentKernelTest {
  private static final double STEP = 1e-5;

  private TinyNetwork network;

  @BeforeEach
  void open() throws IOException {
    network = TinyNetwork.open();
  }

  @AfterEach
  void close() {
    network.close();
  }

  /** PyTorch's gradients of transformers' BERT, of the centred logits. */
  @ParameterizedTest
  @ValueSource(strings = {"full", "bitfit"})
  void equalsAnotherImplementation(String method) throws IOException {
    JsonNode fixture = fixture();
    List<Encoding> inputs = new ArrayList<>();
    fixture
        .path("inputs")
        .forEach(
            ids ->
                inputs.add(
                    TinyNetwork.encoding(
                        StreamSupport.stream(ids.spliterator(), false)
                            .flatMapToLong(id -> LongStream.of(id.asLong())))));
    try (Learner learner = network.learner(method)) {
      assertSame(kernel(learner, inputs), matrix(fixture.path(method)), 1e-9);
    }
  }

  /** The slope of every logit along every parameter by central differences: no gradient is used. */
  @ParameterizedTest
  @ValueSource(strings = {"propulsion", "ia3", "bitfit", "ln-tuning", "prompt-tuning"})
  void equalsCentralDifferences(String method) {
    List<Encoding> inputs = TinyNetwork.inputs(4);
    try (Learner learner = network.learner(method)) {
      List<double[]> slopes = slopes(learner, inputs); // of [example, output], one a parameter
      double[][] expected = new double[inputs.size()][inputs.size()];
      for (double[] slope : slopes) {
        for (int i = 0; i < inputs.size(); i++) {
          for (int j = 0; j < inputs.size(); j++) {
            for (int output = 0; output < TinyNetwork.OUTPUTS; output++) {
              expected[i][j] += centred(slope, i, output) * centred(slope, j, output);
            }
          }
        }
      }
      assertSame(kernel(learner, inputs), new KernelMatrix(expected), 1e-6);
    }
  }

  @Test
  void blocksChangeNothing() {
    List<Encoding> inputs = TinyNetwork.inputs(5);
    try (Learner learner = network.learner("full")) {
      AnswerGradients gradients = new AnswerGradients(learner, TinyNetwork.OUTPUTS, inputs);
      List<List<NDArray>> groups = List.of(TinyNetwork.arrays(learner));
      KernelMatrix whole = TangentKernel.of(gradients, groups).get(0);
      KernelMatrix inBlocks = TangentKernel.of(gradients, groups, 5 * 8 * 999).get(0);
      assertSame(inBlocks, whole, 1e-12);
    }
  }

  @Test
  void groupsAddUpAndNoArraysGiveNothing() {
    List<Encoding> inputs = TinyNetwork.inputs(3);
    try (Learner learner = network.learner("lora")) {
      AnswerGradients gradients = new AnswerGradients(learner, TinyNetwork.OUTPUTS, inputs);
      List<NDArray> all = TinyNetwork.arrays(learner);
      List<NDArray> some = all.subList(0, 3);
      List<NDArray> rest = all.subList(3, all.size());
      List<KernelMatrix> kernels =
          TangentKernel.of(gradients, List.of(all, some, rest, List.of()), 3 * 8 * 50);
      assertSame(kernels.get(1).plus(kernels.get(2)), kernels.get(0), 1e-12);
      assertThat(kernels.get(3).isZero()).isTrue();
      assertThat(kernels.get(0).isZero()).isFalse();
    }
  }

  /** Otherwise a training that goes on would see gradients of no step of its own. */
  @Test
  void leavesNoGradientBehind() {
    try (Learner learner = network.learner("lora")) {
      kernel(learner, TinyNetwork.inputs(2));
      for (NDArray array : TinyNetwork.arrays(learner)) {
        try (NDArray gradient = array.getGradient()) {
          assertThat(gradient.toDoubleArray()).containsOnly(0);
        }
      }
    }
  }

  private static KernelMatrix kernel(Learner learner, List<Encoding> inputs) {
    AnswerGradients gradients = new AnswerGradients(learner, TinyNetwork.OUTPUTS, inputs);
    return TangentKernel.of(gradients, List.of(TinyNetwork.arrays(learner))).get(0);
  }

  private List<double[]> slopes(Learner learner, List<Encoding> inputs) {
    List<double[]> slopes = new ArrayList<>();
    for (NDArray array : TinyNetwork.arrays(learner)) {
      double[] start = array.toDoubleArray();
      for (int place = 0; place < start.length; place++) {
        double[] up = outputs(learner, inputs, array, moved(start, place, STEP));
        double[] down = outputs(learner, inputs, array, moved(start, place, -STEP));
        double[] slope = new double[up.length];
        for (int i = 0; i < up.length; i++) {
          slope[i] = (up[i] - down[i]) / (2 * STEP);
        }
        slopes.add(slope);
      }
      outputs(learner, inputs, array, start);
    }
    return slopes;
  }

  private static double[] moved(double[] values, int place, double step) {
    double[] moved = values.clone();
    moved[place] += step;
    return moved;
  }

  private double[] outputs(Learner learner, List<Encoding> inputs, NDArray array, double[] values) {
    try (Ops ops = network.ops()) {
      ops.assign(array, ops.doubles(values, array.getShape()));
    }
    return learner.outputs(inputs).stream().flatMapToDouble(Arrays::stream).toArray();
  }

  private static double centred(double[] slope, int example, int output) {
    int first = example * TinyNetwork.OUTPUTS;
    double mean = (slope[first] + slope[first + 1] + slope[first + 2]) / TinyNetwork.OUTPUTS;
    return slope[first + output] - mean;
  }

  private static void assertSame(KernelMatrix actual, KernelMatrix expected, double tolerance) {
    double scale = expected.norm();
    for (int i = 0; i < expected.size(); i++) {
      for (int j = 0; j < expected.size(); j++) {
        assertThat(actual.at(i, j) / scale).isCloseTo(expected.at(i, j) / scale, within(tolerance));
      }
    }
  }

  static JsonNode fixture() throws IOException {
    try (InputStream in = TangentKernelTest.class.getResourceAsStream("kernels.json")) {
      return Json.MAPPER.readTree(in);
    }
  }

  static KernelMatrix matrix(JsonNode rows) {
    double[][] values = new double[rows.size()][rows.size()];
    for (int i = 0; i < values.length; i++) {
      for (int j = 0; j < values.length; j++) {
        values[i][j] = rows.path(i).path(j).asDouble();
      }
    }
    return new KernelMatrix(values);
  }
}
