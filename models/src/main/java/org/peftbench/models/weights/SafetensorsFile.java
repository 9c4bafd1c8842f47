package org.peftbench.models.weights;

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
   */
  public ByteBuffer bytes(String name) {
    TensorInfo info = info(name);
    return WeightFiles.map(file, channel, info.begin(), info.length());
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
