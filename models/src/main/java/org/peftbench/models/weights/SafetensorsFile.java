package org.peftbench.models.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.peftbench.results.base.Names;

/**
 * An open safetensors file whose tensors are mapped into memory one by one, so that a file may be
 * larger than the heap and larger than 2 GiB.
 *
 * <p>Buffers outlive the file: closing it gives back the file's handle only.
 */
public final class SafetensorsFile implements AutoCloseable {
  private final Path file;
  private final FileChannel channel;
  private final SafetensorsHeader header;

  private SafetensorsFile(Path file, FileChannel channel, SafetensorsHeader header) {
    this.file = file;
    this.channel = channel;
    this.header = header;
  }

  /**
   * Opens a file and checks its header; no tensor is read yet.
   *
   * @throws org.peftbench.results.base.UserError if the file is missing or breaks the format
   */
  public static SafetensorsFile open(Path file) {
    FileChannel channel = WeightFiles.openForReading(file);
    try {
      return new SafetensorsFile(file, channel, SafetensorsHeader.read(file, channel));
    } catch (IOException e) {
      WeightFiles.close(channel);
      throw WeightFiles.unreadable(file, e);
    } catch (RuntimeException e) {
      WeightFiles.close(channel);
      throw e;
    }
  }

  /** Where it lies. */
  public Path path() {
    return file;
  }

  /** The names of all tensors, sorted. */
  public Set<String> names() {
    return header.tensors().keySet();
  }

  /**
   * Where a tensor lies.
   *
   * @throws org.peftbench.results.base.UserError if the file has none of that name
   */
  public TensorInfo info(String name) {
    TensorInfo info = header.tensors().get(name);
    if (info == null) {
      throw Names.unknown("tensor in " + file, name, names());
    }
    return info;
  }

  /**
   * A tensor's bytes as they are in the file: mapped, read-only, little-endian; nothing is copied.
   *
   * @throws org.peftbench.results.base.UserError if they are over 2 GiB
   */
  public ByteBuffer bytes(String name) {
    return WeightFiles.map(file, channel, info(name));
  }

  /**
   * An array of a tensor's numbers: over the bytes themselves, so to be read only; or, where they
   * are of two bytes, widened to FLOAT32 in memory of its own.
   *
   * @throws org.peftbench.results.base.UserError if the file has none of that name, it can't be
   *     read, or the tensor has over 2 GiB and is not of two bytes a number
   */
  public NDArray array(NDManager manager, String name) {
    return array(manager, name, WidenedArrays.BLOCK);
  }

  /**
   * The same.
   *
   * @param block most numbers of two bytes to widen at a time
   */
  NDArray array(NDManager manager, String name, int block) {
    TensorInfo info = info(name);
    if (!ShortFloats.are(info.dtype())) {
      return manager.create(bytes(name), info.shape(), info.dtype());
    }
    try {
      return WidenedArrays.read(manager, file, channel, info, block);
    } catch (IOException e) {
      throw WeightFiles.unreadable(file, e);
    }
  }

  /** The free texts that the file's writer left in it. */
  public Map<String, String> metadata() {
    return header.metadata();
  }

  @Override
  public void close() {
    WeightFiles.close(channel);
  }
}
