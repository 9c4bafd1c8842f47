package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.weights.SafetensorsFile;

/**
 * A small random network of {@code fixtures/parity}, and what transformers computes with it in
 * float64.
 */
public final class ParityCase implements AutoCloseable {
  /** Of the largest value of a tensor. */
  private static final float TOLERANCE = 1e-5f;

  private final Backbone backbone;
  private final SafetensorsFile checkpoint;
  private final SafetensorsFile expected;

  /** Opens {@code parity/NAME} without a vocabulary. */
  public ParityCase(String name) throws IOException {
    this(name, Architecture.openAny(files(name), DataType.FLOAT32));
  }

  /** Opens it with one. */
  public static ParityCase languageModel(String name) throws IOException {
    return new ParityCase(name, Architecture.openAnyLanguageModel(files(name), DataType.FLOAT32));
  }

  private ParityCase(String name, Backbone backbone) {
    this.backbone = backbone;
    checkpoint = SafetensorsFile.open(folder(name).resolve("model.safetensors"));
    expected = SafetensorsFile.open(folder(name).resolve("expected.safetensors"));
  }

  private static ModelFiles files(String name) {
    return new ModelFiles(name, folder(name), "none");
  }

  /** Where a case's files lie. */
  public static Path folder(String name) {
    try {
      return Path.of(ParityCase.class.getResource("parity/" + name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public Backbone backbone() {
    return backbone;
  }

  /** The batch as unpadded rows. */
  public List<Encoding> rows() {
    return rows(longs("lengths"), longs("ids"), longs("types"));
  }

  /** What is answered to them. */
  public List<Encoding> answers() {
    long[] ids = longs("answers");
    return rows(longs("answer_lengths"), ids, new long[ids.length]);
  }

  private static List<Encoding> rows(long[] lengths, long[] ids, long[] types) {
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

  /** A tensor that transformers computed. */
  public float[] floats(String name) {
    return read(expected, name).toFloatArray();
  }

  public long[] longs(String name) {
    return read(expected, name).toLongArray();
  }

  /** Names of parameters that got a gradient. */
  public Set<String> gradients() {
    return expected.names().stream()
        .filter(name -> name.startsWith("gradient."))
        .map(name -> name.substring("gradient.".length()))
        .collect(java.util.stream.Collectors.toSet());
  }

  /** Overwrites arrays with the checkpoint's tensors of the same names. */
  public void load(Map<String, NDArray> arrays) {
    try (Ops ops = Ops.evaluation(backbone.manager(), DataType.FLOAT32)) {
      arrays.forEach((name, array) -> ops.assign(array, read(checkpoint, name)));
    }
  }

  /** Trainable copies of all parameters, hung in their places. */
  public Map<String, NDArray> trainAll(Taps.Builder taps) {
    Map<String, NDArray> trained = new LinkedHashMap<>();
    Initializer initializer = new Initializer(backbone.manager(), DataType.FLOAT32, 0);
    backbone
        .parameters()
        .forEach(
            (name, frozen) -> {
              NDArray copy = initializer.copy(frozen);
              copy.setRequiresGradient(true);
              trained.put(name, copy);
              taps.parameter(name, copy);
            });
    return trained;
  }

  private NDArray read(SafetensorsFile file, String name) {
    return backbone
        .manager()
        .create(file.bytes(name), file.info(name).shape(), file.info(name).dtype());
  }

  /** Checks the gradients of all trained arrays. */
  public void assertGradients(Map<String, NDArray> trained) {
    assertThat(gradients()).containsAll(trained.keySet());
    trained.forEach(
        (name, array) -> {
          try (NDArray gradient = array.getGradient()) {
            assertClose(
                "gradient of " + name,
                gradient.toFloatArray(),
                floats("gradient." + name),
                scale(name));
          }
        });
  }

  /**
   * The largest gradient of a parameter's module. A key's bias moves all scores of a query alike:
   * its gradient is 0 but for the rounding of terms as large as its weight's.
   */
  private float scale(String name) {
    String module = name.substring(0, name.lastIndexOf('.'));
    float largest = 0;
    for (String part : List.of(name, module + ".weight")) {
      if (gradients().contains(part)) {
        largest = Math.max(largest, largest(floats("gradient." + part)));
      }
    }
    return largest;
  }

  /** Checks values [rows, length, width] where there are tokens. */
  public void assertTokensClose(String what, float[] found, float[] wanted) {
    assertTokensClose(what, found, wanted, longs("lengths"));
  }

  /** The same for rows of these lengths, padded to the longest. */
  public static void assertTokensClose(String what, float[] found, float[] wanted, long[] lengths) {
    int length = (int) Arrays.stream(lengths).max().orElseThrow();
    int width = wanted.length / length / lengths.length;
    for (int row = 0; row < lengths.length; row++) {
      int from = row * length * width;
      int to = from + (int) lengths[row] * width;
      assertClose(
          what + " of row " + row,
          Arrays.copyOfRange(found, from, to),
          Arrays.copyOfRange(wanted, from, to));
    }
  }

  /** Checks values to 1e-5 of the largest expected one. */
  public static void assertClose(String what, float[] found, float[] wanted) {
    assertClose(what, found, wanted, largest(wanted));
  }

  private static void assertClose(String what, float[] found, float[] wanted, float scale) {
    assertThat(found).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i])
          .as("%s, element %d", what, i)
          .isCloseTo(wanted[i], within(TOLERANCE * scale));
    }
  }

  private static float largest(float[] values) {
    float largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  @Override
  public void close() {
    backbone.close();
    checkpoint.close();
    expected.close();
  }
}
