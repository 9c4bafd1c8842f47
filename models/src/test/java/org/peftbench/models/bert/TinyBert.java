package org.peftbench.models.bert;

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
import org.peftbench.models.Backbone;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.weights.SafetensorsFile;

/**
 * The small random BERT of {@code fixtures/bert/tiny_bert.py}, and what transformers computes with
 * it.
 */
final class TinyBert implements AutoCloseable {
  final Backbone backbone;
  private final SafetensorsFile expected;
  private final SafetensorsFile checkpoint;

  TinyBert(DataType dtype) throws IOException {
    backbone = Architecture.openAny(new ModelFiles("tiny", path("tiny"), "none"), dtype);
    expected = SafetensorsFile.open(path("tiny-expected.safetensors"));
    checkpoint = SafetensorsFile.open(path("tiny/model.safetensors"));
  }

  private static Path path(String name) {
    try {
      return Path.of(TinyBert.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The batch as unpadded rows. */
  List<Encoding> rows() {
    long[] lengths = longs("lengths");
    long[] ids = longs("ids");
    long[] types = longs("types");
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

  /** A tensor of the expected file. */
  float[] floats(String name) {
    return read(expected, name).toFloatArray();
  }

  long[] longs(String name) {
    return read(expected, name).toLongArray();
  }

  /** A tensor of the checkpoint that the backbone doesn't use. */
  float[] head(String name) {
    return read(checkpoint, name).toFloatArray();
  }

  /** Names in the expected file. */
  java.util.Set<String> names() {
    return expected.names();
  }

  private NDArray read(SafetensorsFile file, String name) {
    NDManager manager = backbone.manager();
    return manager.create(file.bytes(name), file.info(name).shape(), file.info(name).dtype());
  }

  @Override
  public void close() {
    backbone.close();
    expected.close();
    checkpoint.close();
  }
}
