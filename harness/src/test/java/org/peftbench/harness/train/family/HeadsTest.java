package org.peftbench.harness.train.family;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Head;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.SpanSearch;

/**
 * Logits, loss and gradients of BERT's heads, against what transformers computed in {@code
 * fixtures/families/heads.py}.
 */
class HeadsTest {
  private static final Path MODEL =
      Path.of("../models/src/test/resources/org/peftbench/models/bert/tiny");

  private SafetensorsFile expected;

  @BeforeEach
  void open() throws Exception {
    expected =
        SafetensorsFile.open(
            Path.of(
                Objects.requireNonNull(HeadsTest.class.getResource("heads.safetensors")).toURI()));
  }

  @AfterEach
  void close() throws Exception {
    expected.close();
  }

  @Test
  void tagsAsTransformersDoes() throws IOException {
    Tagging family = new Tagging(List.of("a", "b", "c", "d", "e"));
    long[] labels = longs("token.labels");
    List<Encoding> rows = rows("token.");
    int width = labels.length / rows.size();
    List<Tagging.Sentence> features = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      int start = row * width;
      int[] places =
          IntStream.range(0, width).filter(place -> labels[start + place] >= 0).toArray();
      int[] tags = Arrays.stream(places).map(place -> (int) labels[start + place]).toArray();
      features.add(
          new Tagging.Sentence(
              rows.get(row), IntStream.range(0, places.length).toArray(), places, tags));
    }
    compare(family, "token.", features);
  }

  @Test
  void findsSpansAsTransformersDoes() throws IOException {
    compare(new ExtractiveSpan(new SpanSearch(128, 30, 20, 0.0)), "span.", windows("span."));
    compare(
        new ExtractiveSpan(new SpanSearch(128, 30, 20, 0.0)),
        "span_unpadded.",
        windows("span_unpadded."));
  }

  private List<PassageWindow> windows(String prefix) throws IOException {
    List<Encoding> rows = rows(prefix);
    long[] starts = longs(prefix + "starts");
    long[] ends = longs(prefix + "ends");
    List<PassageWindow> windows = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      windows.add(
          new PassageWindow(
              rows.get(row),
              0,
              new int[0],
              new int[0],
              new boolean[0],
              (int) starts[row],
              (int) ends[row]));
    }
    return windows;
  }

  @Test
  void choosesAsTransformersDoes() throws IOException {
    List<Encoding> rows = rows("choice.");
    long[] right = longs("choice.labels");
    compare(
        new MultipleChoice(),
        "choice.",
        List.of(
            new MultipleChoice.Options(rows.subList(0, 3), (int) right[0]),
            new MultipleChoice.Options(rows.subList(3, 6), (int) right[1])));
  }

  @Test
  void anOptionMoreInAnotherExampleChangesNothing() throws IOException {
    List<Encoding> rows = rows("choice.");
    MultipleChoice family = new MultipleChoice();
    List<MultipleChoice.Options> uneven =
        List.of(
            new MultipleChoice.Options(rows.subList(0, 4), 1),
            new MultipleChoice.Options(rows.subList(4, 6), 1));
    try (Backbone backbone = backbone(family);
        Learner learner = learner(backbone, family);
        Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32)) {
      double together = ops.value(family.loss(ops, learner, uneven).mean());
      double first = ops.value(family.loss(ops, learner, uneven.subList(0, 1)).mean());
      double second = ops.value(family.loss(ops, learner, uneven.subList(1, 2)).mean());
      assertThat(together).isCloseTo((first + second) / 2, within(1e-6));
      assertThat(family.outputs(learner, uneven))
          .extracting(row -> row.length)
          .containsExactly(4, 2);
    }
  }

  private <F extends Feature> void compare(
      Family<F, double[]> family, String prefix, List<F> features) throws IOException {
    try (Backbone backbone = backbone(family);
        Learner learner = learner(backbone, family)) {
      learner
          .head()
          .parameters()
          .forEach(
              (name, array) -> {
                try (Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32);
                    NDArray values = array(backbone, prefix + "head." + name)) {
                  ops.assign(array, values);
                }
              });
      try (Ops ops = Ops.training(backbone.manager(), DataType.FLOAT32);
          GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        Loss loss = family.loss(ops, learner, features);
        collector.backward(loss.mean());
        assertThat((float) ops.value(loss.mean()))
            .isCloseTo(floats(prefix + "loss")[0], within(1e-5f));
      }
      List<String> trained =
          learner.trainables().stream().map(each -> prefix + "gradient." + each.name()).toList();
      assertThat(expected.names().stream().filter(n -> n.startsWith(prefix + "gradient.")))
          .containsExactlyInAnyOrderElementsOf(trained);
      learner
          .trainables()
          .forEach(
              each -> {
                String name = prefix + "gradient." + each.name();
                String module = name.substring(0, name.lastIndexOf('.'));
                try (NDArray gradient = each.array().getGradient()) {
                  assertClose(
                      gradient.toFloatArray(), floats(name), largest(floats(module + ".weight")));
                }
              });
      if (expected.names().contains(prefix + "logits")) {
        compareLogits(family.outputs(learner, features), floats(prefix + "logits"));
      }
    }
  }

  /** Rows are padded to one width in the fixture; only what is a row's own is compared. */
  private static void compareLogits(List<double[]> found, float[] expected) {
    int width = expected.length / found.size();
    for (int row = 0; row < found.size(); row++) {
      double[] own = found.get(row);
      float[] values = new float[own.length];
      for (int i = 0; i < own.length; i++) {
        values[i] = (float) own[i];
      }
      assertClose(values, Arrays.copyOfRange(expected, row * width, row * width + own.length));
    }
  }

  private static Backbone backbone(Family<?, ?> family) throws IOException {
    ModelFiles files = new ModelFiles("tiny", MODEL, "none");
    return Architecture.openAny(files, DataType.FLOAT32, family.head());
  }

  /** A learner that trains everything. */
  private static Learner learner(Backbone backbone, Family<?, ?> family) {
    PeftMethod<?> full = PeftMethods.named("full");
    Head head = new Head(backbone, family.head(), family.outputs(), 1);
    head.parameters().values().forEach(array -> array.setRequiresGradient(true));
    return new Learner(
        backbone,
        full.attach(backbone, full.complete(Json.MAPPER.createObjectNode()), 1),
        head,
        0,
        0);
  }

  private List<Encoding> rows(String prefix) throws IOException {
    long[] lengths = longs(prefix + "lengths");
    long[] ids = longs(prefix + "ids");
    long[] types = longs(prefix + "types");
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

  private NDArray array(Backbone backbone, String name) {
    return backbone
        .manager()
        .create(expected.bytes(name), expected.info(name).shape(), expected.info(name).dtype());
  }

  private float[] floats(String name) {
    float[] values = new float[(int) expected.info(name).shape().size()];
    expected.bytes(name).asFloatBuffer().get(values);
    return values;
  }

  private long[] longs(String name) {
    long[] values = new long[(int) expected.info(name).shape().size()];
    expected.bytes(name).asLongBuffer().get(values);
    return values;
  }

  /** Within 1e-5 of the largest expected value. */
  private static void assertClose(float[] found, float[] expected) {
    assertClose(found, expected, 0);
  }

  /**
   * Within 1e-5 of the largest expected value, or of another one if that is larger. A bias that
   * moves all scores of a softmax alike has a gradient of 0 but for the rounding of terms as large
   * as its weight's.
   */
  private static void assertClose(float[] found, float[] expected, float least) {
    assertThat(found).hasSameSizeAs(expected);
    float scale = Math.max(least, largest(expected));
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).as("element %d", i).isCloseTo(expected[i], within(1e-5f * scale));
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
