package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.weights.StoredWeights;
import org.peftbench.models.weights.TensorInfo;
import org.peftbench.results.base.UserError;

/**
 * A checkpoint's weights, mapped from its file or files.
 *
 * <p>Where the file's type is the one to compute in, arrays lie over the mapped pages: nothing is
 * copied, and processes of one machine share them.
 */
public final class FrozenParameters implements AutoCloseable {
  private final Path path;
  private final @Nullable StoredWeights file;
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
  public FrozenParameters(Path path, Compute compute, String prefix) throws IOException {
    this.path = path;
    this.dtype = compute.dtype();
    this.prefix = prefix;
    file = compute.isDry() ? null : StoredWeights.open(path);
    manager = compute.newManager();
  }

  /** The file, where there is one. */
  private StoredWeights file() {
    return Objects.requireNonNull(file, "a dry run reads no weights");
  }

  /**
   * Checks, before anything is loaded, that every tensor is there and has its shape.
   *
   * @param shapes by the names of peftbench
   * @throws UserError that lists what is missing, or names a tensor with shape found and expected
   */
  public void check(Map<String, Shape> shapes) {
    if (file == null) {
      return; // whatever is asked for is there
    }
    List<String> missing = shapes.keySet().stream().filter(name -> !has(name)).toList();
    if (!missing.isEmpty()) {
      throw new UserError(
          "%s lacks %d of %d tensors: %s. Is it a checkpoint of this model_type and config.json?",
          path, missing.size(), shapes.size(), listed(missing));
    }
    shapes.forEach(this::info);
  }

  /**
   * Tensors of the file that are none of those: heads of other tasks, mostly.
   *
   * @param names of peftbench
   */
  public List<String> unexpected(Set<String> names) {
    Set<String> stored = names.stream().map(this::stored).collect(Collectors.toSet());
    return file().names().stream().filter(name -> !stored.contains(name)).toList();
  }

  private static String listed(List<String> names) {
    int shown = Math.min(names.size(), 5);
    String some = String.join(", ", names.subList(0, shown));
    return shown == names.size() ? some : some + ", and others";
  }

  /** Whether the file has a tensor of that name. */
  public boolean has(String name) {
    return file == null || file.names().contains(name) || file.names().contains(prefix + name);
  }

  /**
   * The tensor of that name, loaded at first use.
   *
   * @throws UserError if it is missing or has another shape
   */
  public NDArray get(String name, long... shape) {
    return arrays.computeIfAbsent(name, unread -> load(name, shape));
  }

  /**
   * A parameter made of tensors of the file, at first use.
   *
   * @param made its value, of the scope given or of nobody's
   */
  public NDArray derive(String name, Function<Ops, NDArray> made) {
    return arrays.computeIfAbsent(
        name,
        unmade -> {
          try (Ops ops = Ops.evaluation(manager, dtype)) {
            return ops.keep(made.apply(ops), manager);
          }
        });
  }

  /**
   * The tensor of that name for {@link #derive}: it is no parameter itself.
   *
   * @throws UserError if it is missing or has another shape
   */
  public NDArray read(Ops ops, String name, long... shape) {
    NDArray array = load(name, shape);
    array.attach(ops.scope());
    return array;
  }

  /** All parameters asked for so far, in that order. */
  public Map<String, NDArray> loaded() {
    return Collections.unmodifiableMap(arrays);
  }

  public NDManager manager() {
    return manager;
  }

  public DataType dtype() {
    return dtype;
  }

  private String stored(String name) {
    return file().names().contains(name) ? name : prefix + name;
  }

  private TensorInfo info(String name, Shape shape) {
    if (!has(name)) {
      throw new UserError(
          "%s has no tensor %s: is it a checkpoint of this model_type?", path, name);
    }
    TensorInfo info = file().info(stored(name));
    if (!info.shape().equals(shape)) {
      throw new UserError(
          "%s: tensor %s has shape %s, config.json asks for %s", path, name, info.shape(), shape);
    }
    if (!info.dtype().isFloating()) {
      throw new UserError(
          "%s: tensor %s has type %s: save the model as F32, F16 or BF16",
          path, name, info.dtype());
    }
    return info;
  }

  private NDArray load(String name, long[] shape) {
    if (file == null) {
      return manager.zeros(new Shape(shape), dtype);
    }
    TensorInfo info = info(name, new Shape(shape));
    NDArray stored = file.array(manager, info.name());
    if (stored.getDataType() == dtype) {
      return stored; // its pages are the file's, or nobody else's
    }
    try (stored) {
      return stored.toType(dtype, true);
    }
  }

  @Override
  public void close() {
    manager.close();
    if (file != null) {
      file.close();
    }
  }
}
