package org.peftbench.models.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** The tensors of a checkpoint, in one safetensors file or in several with an index. */
public final class StoredWeights implements AutoCloseable {
  private final Path path;
  private final List<SafetensorsFile> files = new ArrayList<>();
  private final Map<String, SafetensorsFile> tensors = new TreeMap<>();

  private StoredWeights(Path path) {
    this.path = path;
  }

  /**
   * Opens a checkpoint's file, or its index and all files that it names.
   *
   * @throws UserError if one is missing or breaks the format, or the index is not about its files
   */
  public static StoredWeights open(Path path) {
    StoredWeights weights = new StoredWeights(path);
    try {
      if (path.getFileName().toString().endsWith(".json")) {
        weights.add(Shards.read(path));
      } else {
        weights.add(path);
      }
      return weights;
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private void add(Shards shards) {
    shards.files().forEach(this::add);
    shards
        .tensors()
        .forEach(
            (tensor, file) -> {
              SafetensorsFile holder = tensors.get(tensor);
              if (holder == null || !holder.path().equals(file)) {
                throw new UserError(
                    "%s puts tensor %s into %s, which hasn't it: download both again",
                    path, tensor, file.getFileName());
              }
            });
  }

  private void add(Path file) {
    SafetensorsFile opened = SafetensorsFile.open(file);
    files.add(opened);
    for (String name : opened.names()) {
      SafetensorsFile other = tensors.put(name, opened);
      if (other != null) {
        throw new UserError(
            "tensor %s lies in both %s and %s: download them again", name, other.path(), file);
      }
    }
  }

  /** The names of all tensors, sorted. */
  public Set<String> names() {
    return Collections.unmodifiableSet(tensors.keySet());
  }

  /**
   * Where a tensor lies in its file.
   *
   * @throws UserError if there is none of that name
   */
  public TensorInfo info(String name) {
    return holder(name).info(name);
  }

  /** A tensor's bytes; see {@link SafetensorsFile#bytes}. */
  public ByteBuffer bytes(String name) {
    return holder(name).bytes(name);
  }

  /** A tensor's numbers; see {@link SafetensorsFile#array}. */
  public NDArray array(NDManager manager, String name) {
    return holder(name).array(manager, name);
  }

  private SafetensorsFile holder(String name) {
    SafetensorsFile file = tensors.get(name);
    if (file == null) {
      throw Names.unknown("tensor in " + path, name, names());
    }
    return file;
  }

  @Override
  public void close() {
    files.forEach(SafetensorsFile::close);
  }
}
