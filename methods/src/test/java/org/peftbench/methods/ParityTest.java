package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.DoubleBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Head;
import org.peftbench.models.HeadKind;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.base.Json;

/**
 * Each method computes what an independent implementation computes: logits, loss, gradients, and
 * weights after three steps or as many as the fixture says.
 *
 * <p>The fixtures and their form are described in {@code src/test/fixtures/parity/common.py}, which
 * makes them.
 */
class ParityTest {
  private static final Path FOLDER = folder();

  static Stream<String> fixtures() throws IOException {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void computesWhatTheReferenceComputes(String fixture) throws IOException {
    JsonNode what = Json.MAPPER.readTree(FOLDER.resolve(fixture + ".json").toFile());
    PeftMethod<?> method = PeftMethods.named(what.get("method").asText());
    ObjectNode config = method.complete((ObjectNode) what.get("config"));
    DataType dtype = DataType.valueOf(what.get("dtype").asText().toUpperCase(Locale.ROOT));
    try (Backbone backbone =
            Architecture.openAny(new ModelFiles("tiny", FOLDER.resolve("tiny"), "none"), dtype);
        Adaptation adaptation = method.attach(backbone, config, 1);
        Head head = new Head(backbone, HeadKind.SEQUENCE, 3, 1);
        SafetensorsFile expected = SafetensorsFile.open(FOLDER.resolve(fixture + ".safetensors"));
        SafetensorsFile batch = SafetensorsFile.open(FOLDER.resolve("batch.safetensors"));
        SafetensorsFile model =
            SafetensorsFile.open(FOLDER.resolve("tiny").resolve("model.safetensors"))) {
      NDManager manager = backbone.manager();
      Map<String, NDArray> state = new LinkedHashMap<>(adaptation.buffers());
      adaptation.trainables().forEach(t -> state.put(t.name(), t.array()));
      state.forEach((name, array) -> assign(array, expected, "adapter." + name));
      assertThat(expected.names().stream().filter(name -> name.startsWith("gradient.")))
          .containsExactlyInAnyOrderElementsOf(
              adaptation.trainables().stream().map(t -> "gradient." + t.name()).toList());
      head.parameters().forEach((name, array) -> assign(array, model, name));
      head.parameters().values().forEach(array -> array.setRequiresGradient(true));

      List<NDArray> trained =
          new ArrayList<>(adaptation.trainables().stream().map(Trainable::array).toList());
      trained.addAll(head.parameters().values());
      try (AdamW optimizer =
          new AdamW(manager, List.of(new AdamW.Group(trained, 0, 1)), 0.9, 0.999, 1e-8)) {
        int steps = what.path("steps").asInt(3);
        adaptation.begin(0, steps, optimizer);
        for (int step = 1; step <= steps; step++) {
          try (Ops ops = Ops.training(manager, dtype);
              GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            TokenBatch rows = TokenBatch.of(ops, rows(batch), 0);
            NDArray hidden = backbone.hiddenStates(ops, rows, adaptation.taps(), 0);
            NDArray pooled = backbone.pooled(ops, hidden, rows, adaptation.taps());
            NDArray logits = head.forward(ops, pooled, 0);
            NDArray labels = ops.longs(longs(batch, "labels"), batch.info("labels").shape());
            NDArray loss = ops.crossEntropy(logits, labels);
            NDArray penalty = adaptation.penalty(ops);
            NDArray total = penalty == null ? loss : ops.add(loss, penalty);
            collector.backward(total);
            if (step == 1) {
              assertClose("logits", ops.values(logits), expected);
              assertClose("loss", ops.values(total), expected);
              for (Trainable trainable : adaptation.trainables()) {
                try (NDArray gradient = trainable.array().getGradient()) {
                  assertClose("gradient." + trainable.name(), ops.values(gradient), expected);
                }
              }
            }
          }
          adaptation.beforeStep(step);
          optimizer.step(0.01);
          adaptation.afterStep(step, steps);
          optimizer.zeroGradients();
        }
      }
      try (Ops ops = Ops.evaluation(manager, dtype)) {
        for (Trainable trainable : adaptation.trainables()) {
          String name = "after." + trainable.name();
          if (what.has("up_to_sign") && name.endsWith(what.get("up_to_sign").asText())) {
            assertClose(name, ops.values(ops.abs(trainable.array())), expected);
          } else {
            assertClose(name, ops.values(trainable.array()), expected);
          }
        }
        for (Map.Entry<String, NDArray> buffer : adaptation.buffers().entrySet()) {
          String name = "after." + buffer.getKey();
          if (expected.names().contains(name)) {
            assertClose(name, ops.values(buffer.getValue()), expected);
          }
        }
      }
    }
  }

  private static List<Encoding> rows(SafetensorsFile batch) {
    long[] lengths = longs(batch, "lengths");
    long[] ids = longs(batch, "ids");
    long[] types = longs(batch, "types");
    int width = ids.length / lengths.length;
    List<Encoding> rows = new ArrayList<>();
    for (int row = 0; row < lengths.length; row++) {
      int from = row * width;
      int to = from + (int) lengths[row];
      rows.add(
          new Encoding(Arrays.copyOfRange(ids, from, to), Arrays.copyOfRange(types, from, to)));
    }
    return rows;
  }

  /** Within 1e-5 of the tensor's largest value in float32, within 1e-8 in float64. */
  private static void assertClose(String name, double[] found, SafetensorsFile file) {
    double[] expected = numbers(file, name);
    assertThat(found).as(name).hasSize(expected.length);
    double largest = 1e-2;
    for (double value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    double tolerance = file.info(name).dtype() == DataType.FLOAT64 ? 1e-8 : 1e-5;
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i])
          .as("%s[%d]", name, i)
          .isCloseTo(expected[i], within(tolerance * largest));
    }
  }

  private static void assign(NDArray array, SafetensorsFile file, String name) {
    assertThat(file.names()).contains(name);
    assertThat(file.info(name).shape()).as(name).isEqualTo(array.getShape());
    try (Ops ops = Ops.evaluation(array.getManager(), array.getDataType());
        NDArray values =
            ops.scope()
                .create(
                    DoubleBuffer.wrap(numbers(file, name)), array.getShape(), DataType.FLOAT64)) {
      ops.assign(array, values);
    }
  }

  private static double[] numbers(SafetensorsFile file, String name) {
    double[] numbers = new double[(int) file.info(name).shape().size()];
    if (file.info(name).dtype() == DataType.FLOAT64) {
      file.bytes(name).asDoubleBuffer().get(numbers);
      return numbers;
    }
    float[] floats = new float[numbers.length];
    file.bytes(name).asFloatBuffer().get(floats);
    for (int i = 0; i < floats.length; i++) {
      numbers[i] = floats[i];
    }
    return numbers;
  }

  private static long[] longs(SafetensorsFile file, String name) {
    long[] values = new long[(int) file.info(name).shape().size()];
    file.bytes(name).asLongBuffer().get(values);
    return values;
  }

  private static Path folder() {
    try {
      return Path.of(ParityTest.class.getResource("parity").toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
