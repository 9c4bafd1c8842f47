package org.peftbench.models.weights;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.results.base.Json;

/**
 * Writes safetensors: the same tensors and metadata give the same bytes, whatever their order.
 *
 * <p>Behind a header that is padded to {@value #ALIGNMENT} bytes lie the widest types first, then
 * by name: the order of the reference implementation, in which every tensor is aligned.
 */
public final class SafetensorsWriter {
  static final int ALIGNMENT = 8;
  static final String METADATA = "__metadata__";

  private static final Comparator<Tensor> ORDER =
      Comparator.comparing((Tensor tensor) -> SafetensorsType.of(tensor.dtype()))
          .reversed()
          .thenComparing(Tensor::name);

  private SafetensorsWriter() {}

  /**
   * Writes a whole file to a stream, which stays open.
   *
   * @throws IllegalArgumentException if two tensors bear one name, or a tensor wrote another number
   *     of bytes than its shape says
   */
  public static void write(OutputStream out, Map<String, String> metadata, List<Tensor> tensors)
      throws IOException {
    List<Tensor> sorted = tensors.stream().sorted(ORDER).toList();
    byte[] header = header(metadata, sorted).getBytes(StandardCharsets.UTF_8);
    out.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .array());
    out.write(header);
    CountingStream counted = new CountingStream(out);
    for (Tensor tensor : sorted) {
      counted.count = 0;
      tensor.content().writeTo(counted);
      if (counted.count != tensor.length()) {
        throw new IllegalArgumentException(
            "%s wrote %d bytes, its shape %s says %d"
                .formatted(tensor.name(), counted.count, tensor.shape(), tensor.length()));
      }
    }
  }

  private static String header(Map<String, String> metadata, List<Tensor> sorted) {
    ObjectNode header = Json.MAPPER.createObjectNode();
    if (!metadata.isEmpty()) {
      header.set(METADATA, Json.MAPPER.valueToTree(new TreeMap<>(metadata)));
    }
    long begin = 0;
    for (Tensor tensor : sorted) {
      long end = Math.addExact(begin, tensor.length());
      if (header.has(tensor.name()) || tensor.name().equals(METADATA)) {
        throw new IllegalArgumentException("the name " + tensor.name() + " is taken");
      }
      ObjectNode entry = header.putObject(tensor.name());
      entry.put("dtype", SafetensorsType.of(tensor.dtype()).name());
      entry.set("shape", Json.MAPPER.valueToTree(tensor.shape().getShape()));
      entry.putArray("data_offsets").add(begin).add(end);
      begin = end;
    }
    String text = header.toString();
    int length = text.getBytes(StandardCharsets.UTF_8).length;
    return text + " ".repeat(Math.floorMod(-length, ALIGNMENT));
  }

  private static final class CountingStream extends FilterOutputStream {
    private long count;

    CountingStream(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      count += length;
    }
  }
}
