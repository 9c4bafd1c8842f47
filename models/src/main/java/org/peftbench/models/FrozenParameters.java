package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.models.weights.TensorInfo;
import org.peftbench.results.base.UserError;

/**
 * A checkpoint's weights, mapped from its file.
 *
 * <p>Where the file's type is the one to compute in, arrays lie over the mapped pages: nothing is
 * copied, and processes of one machine share them.
 */
public final class FrozenParameters implements AutoCloseable {
  private final Path path;
  private final SafetensorsFile file;
  private final NDManager manager;
  private final DataType dtype;
  private final String prefix;
  private final Map<String, NDArray> arrays = new LinkedHashMap<>();

  /**
   * Opens a file.
   *
   * @param prefix that names in the file may carry and names in peftbench don't, such as {@code
   *     bert.}
   */
  public FrozenParameters(Path path, DataType dtype, String prefix) throws IOException {
    this.path = path;
    this.dtype = dtype;
    this.prefix = prefix;
    file = SafetensorsFile.open(path);
    manager = NDManager.newBaseManager("PyTorch");
  }

  /** Whether the file has a tensor of that name. */
  public boolean has(String name) {
    return file.names().contains(name) || file.names().contains(prefix + name);
  }

  /**
   * The tensor of that name, loaded at first use.
   *
   * @throws UserError if it is missing or has another shape
   */
  public NDArray get(String name, long... shape) {
    return arrays.computeIfAbsent(name, unread -> load(name, shape));
  }

  /** All tensors asked for so far, in that order. */
  public Map<String, NDArray> loaded() {
    return Collections.unmodifiableMap(arrays);
  }

  public NDManager manager() {
    return manager;
  }

  public DataType dtype() {
    return dtype;
  }

  private NDArray load(String name, long[] shape) {
    String stored = file.names().contains(name) ? name : prefix + name;
    if (!file.names().contains(stored)) {
      throw new UserError(
          "%s has no tensor %s: is it a checkpoint of this model_type?", path, name);
    }
    TensorInfo info = file.info(stored);
    if (!info.shape().equals(new Shape(shape))) {
      throw new UserError(
          "%s: tensor %s has shape %s, config.json asks for %s",
          path, name, info.shape(), new Shape(shape));
    }
    NDArray mapped = manager.create(file.bytes(stored), new Shape(shape), info.dtype());
    if (info.dtype() == dtype) {
      return mapped;
    }
    try (mapped) {
      return mapped.toType(dtype, true);
    }
  }

  @Override
  public void close() {
    manager.close();
    file.close();
  }
}
