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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
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
  private final DataType dtype;
  private final SafetensorsFile checkpoint;
  private final SafetensorsFile expected;

  /** Opens {@code parity/NAME} without a vocabulary, in float32. */
  public ParityCase(String name) throws IOException {
    this(name, DataType.FLOAT32);
  }

  /** Opens it in that type. */
  public ParityCase(String name, DataType dtype) throws IOException {
    this(name, Architecture.openAny(files(name), dtype), dtype);
  }

  /** Opens it with one. */
  public static ParityCase languageModel(String name, DataType dtype) throws IOException {
    return new ParityCase(name, Architecture.openAnyLanguageModel(files(name), dtype), dtype);
  }

  private ParityCase(String name, Backbone backbone, DataType dtype) {
    this.backbone = backbone;
    this.dtype = dtype;
    checkpoint = SafetensorsFile.open(folder(name).resolve("model.safetensors"));
    expected = SafetensorsFile.open(folder(name).resolve("expected.safetensors"));
  }

  /**
   * Each case in both types: float32 is what is trained in, float64 tells rounding from mistakes.
   */
  public static Stream<Arguments> inBothTypes(Stream<String> names) {
    return names.flatMap(
        name ->
            Stream.of(DataType.FLOAT32, DataType.FLOAT64).map(dtype -> Arguments.of(name, dtype)));
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

  /** The type that is computed in. */
  public DataType dtype() {
    return dtype;
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
    try (Ops ops = Ops.evaluation(backbone.manager(), dtype)) {
      arrays.forEach((name, array) -> ops.assign(array, read(checkpoint, name)));
    }
  }

  /** Trainable copies of all parameters, hung in their places. */
  public Map<String, NDArray> trainAll(Taps.Builder taps) {
    Map<String, NDArray> trained = new LinkedHashMap<>();
    Initializer initializer = new Initializer(backbone.manager(), dtype, 0);
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
          try (Ops ops = Ops.evaluation(backbone.manager(), dtype);
              NDArray gradient = array.getGradient()) {
            assertClose(
                "gradient of " + name,
                ops.floatValues(gradient),
                floats("gradient." + name),
                TOLERANCE * (dtype == DataType.FLOAT64 ? scale(name) : scale(gradients())));
          }
        });
  }

  /**
   * The largest gradient of a parameter's module. A key's bias moves all scores of a query alike:
   * its gradient is 0 but for the rounding of terms as large as its weight's.
   */
  private float scale(String name) {
    String module = name.substring(0, name.lastIndexOf('.'));
    Set<String> parts = new HashSet<>(List.of(name, module + ".weight"));
    parts.retainAll(gradients());
    return scale(parts);
  }

  /**
   * The largest gradient of several parameters. In float32 it has to be that of all: what is
   * rounded anywhere behind a parameter comes back to it.
   */
  private float scale(Set<String> names) {
    float largest = 0;
    for (String name : names) {
      largest = Math.max(largest, largest(floats("gradient." + name)));
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
    assertClose(what, found, wanted, TOLERANCE * largest(wanted));
  }

  /** The same, or of the largest value of another array if that is larger. */
  public static void assertClose(String what, float[] found, float[] wanted, float[] other) {
    assertClose(what, found, wanted, TOLERANCE * Math.max(largest(wanted), largest(other)));
  }

  private static void assertClose(String what, float[] found, float[] wanted, float tolerance) {
    assertThat(found).as(what).hasSameSizeAs(wanted);
    for (int i = 0; i < wanted.length; i++) {
      assertThat(found[i]).as("%s, element %d", what, i).isCloseTo(wanted[i], within(tolerance));
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
