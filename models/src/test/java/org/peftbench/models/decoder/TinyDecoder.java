package org.peftbench.models.decoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.peftbench.models.Architecture;
import org.peftbench.models.GenerativeModel;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.weights.SafetensorsFile;

/**
 * A small random decoder of {@code fixtures/decoders/decoders.py}, and what transformers computes
 * with it.
 */
final class TinyDecoder implements AutoCloseable {
  final GenerativeModel model;
  private final SafetensorsFile expected;

  TinyDecoder(String name) throws IOException {
    model = (GenerativeModel) Architecture.openAnyLanguageModel(files(name), DataType.FLOAT32);
    expected = SafetensorsFile.open(files(name).folder().resolve("expected.safetensors"));
  }

  static ModelFiles files(String name) {
    try {
      Path folder = Path.of(TinyDecoder.class.getResource(name).toURI());
      return new ModelFiles(name, folder, "none");
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The batch that transformers has padded on the right, as unpadded rows. */
  List<Encoding> rows() {
    return rows(longs("ids"), longs("lengths"), false);
  }

  /** The prompts that it has padded on the left. */
  List<Encoding> prompts() {
    return rows(longs("prompts"), longs("prompt_lengths"), true);
  }

  private static List<Encoding> rows(long[] ids, long[] lengths, boolean left) {
    int width = ids.length / lengths.length;
    List<Encoding> rows = new ArrayList<>();
    for (int row = 0; row < lengths.length; row++) {
      int length = (int) lengths[row];
      int from = row * width + (left ? width - length : 0);
      rows.add(new Encoding(Arrays.copyOfRange(ids, from, from + length), new long[length]));
    }
    return rows;
  }

  float[] floats(String name) {
    return read(name).toFloatArray();
  }

  long[] longs(String name) {
    return read(name).toLongArray();
  }

  /** A tensor of the expected file. */
  NDArray read(String name) {
    NDManager manager = model.manager();
    return manager.create(
        expected.bytes(name), expected.info(name).shape(), expected.info(name).dtype());
  }

  /** Names of the gradients in the expected file. */
  List<String> gradients() {
    return expected.names().stream().filter(name -> name.startsWith("gradient.")).toList();
  }

  @Override
  public void close() {
    model.close();
    expected.close();
  }
}
