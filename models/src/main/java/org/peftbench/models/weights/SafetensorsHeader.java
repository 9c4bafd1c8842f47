package org.peftbench.models.weights;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * The table of contents at the start of a safetensors file, held to the format's rules: eight bytes
 * of length, that many bytes of JSON, then the tensors back to back up to the end of the file.
 */
record SafetensorsHeader(Map<String, TensorInfo> tensors, Map<String, String> metadata) {
  /** The bound that the reference implementation sets, so that no file makes us allocate more. */
  private static final long MAX_LENGTH = 100_000_000;

  /** Reads and checks the header of an open file. */
  static SafetensorsHeader read(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw broken(file, "it has only %d bytes".formatted(size));
    }
    long length = readFully(file, channel, 0, Long.BYTES).getLong();
    if (length < 2 || length > MAX_LENGTH) {
      throw broken(
          file, "a header of %d bytes is not between 2 and %d".formatted(length, MAX_LENGTH));
    }
    long start = Long.BYTES + length;
    if (start > size) {
      throw broken(
          file, "its header ends at byte %d, the file at %d: it is cut off".formatted(start, size));
    }
    JsonNode root = parse(file, readFully(file, channel, Long.BYTES, (int) length));
    return new Reader(file, start, size).read(root);
  }

  static UserError broken(Path file, String what) {
    return new UserError(
        "%s is not a safetensors file: %s. Download or convert it again.", file, what);
  }

  private static ByteBuffer readFully(Path file, FileChannel channel, long position, int length)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, position + bytes.position()) < 0) {
        throw broken(file, "it shrank while it was read");
      }
    }
    return bytes.flip();
  }

  private static JsonNode parse(Path file, ByteBuffer json) {
    try {
      JsonNode root =
          Json.MAPPER.readTree(StandardCharsets.UTF_8.newDecoder().decode(json).toString());
      if (!root.isObject()) {
        throw broken(file, "its header is no JSON object");
      }
      return root;
    } catch (CharacterCodingException e) {
      throw broken(file, "its header is no UTF-8");
    } catch (JsonProcessingException e) {
      throw broken(file, "its header is no JSON (" + e.getOriginalMessage() + ")");
    }
  }

  /** Turns the JSON into tensors, offsets counted from the start of the file. */
  private record Reader(Path file, long start, long size) {
    SafetensorsHeader read(JsonNode root) {
      Map<String, TensorInfo> tensors = new TreeMap<>();
      Map<String, String> metadata = new LinkedHashMap<>();
      for (Map.Entry<String, JsonNode> field : root.properties()) {
        if (field.getKey().equals(SafetensorsWriter.METADATA)) {
          field.getValue().properties().forEach(e -> metadata.put(e.getKey(), text(e.getValue())));
        } else {
          tensors.put(field.getKey(), tensor(field.getKey(), field.getValue()));
        }
      }
      checkTiling(tensors);
      return new SafetensorsHeader(
          Collections.unmodifiableMap(tensors), Collections.unmodifiableMap(metadata));
    }

    private TensorInfo tensor(String name, JsonNode entry) {
      String typeName = text(entry.path("dtype"));
      DataType dtype =
          SafetensorsType.named(typeName)
              .map(SafetensorsType::dtype)
              .orElseThrow(
                  () ->
                      new UserError(
                          "%s: tensor %s has type %s, which can't be read: save the model as F32, F16 or BF16",
                          file, name, typeName));
      List<Long> shape = numbers(name, entry.path("shape"));
      List<Long> offsets = numbers(name, entry.path("data_offsets"));
      if (offsets.size() != 2 || offsets.get(0) > offsets.get(1) || offsets.get(1) > size - start) {
        throw broken(
            file,
            "%s lies at bytes %s of %d".formatted(name, entry.path("data_offsets"), size - start));
      }
      if (WeightFiles.bytesOf(shape, dtype.getNumOfBytes()) != offsets.get(1) - offsets.get(0)) {
        throw broken(
            file,
            "%s has %d bytes, which don't fit %s %s"
                .formatted(name, offsets.get(1) - offsets.get(0), typeName, entry.path("shape")));
      }
      return new TensorInfo(
          name, dtype, new Shape(shape), start + offsets.get(0), start + offsets.get(1));
    }

    /**
     * No byte belongs to two tensors or to none: nothing hides in a file, nothing is read twice.
     */
    private void checkTiling(Map<String, TensorInfo> tensors) {
      List<TensorInfo> inOrder = new ArrayList<>(tensors.values());
      inOrder.sort(Comparator.comparingLong(TensorInfo::begin).thenComparing(TensorInfo::end));
      long expected = start;
      for (TensorInfo info : inOrder) {
        if (info.begin() != expected) {
          throw broken(
              file,
              "%s begins at byte %d where %d was due"
                  .formatted(info.name(), info.begin(), expected));
        }
        expected = info.end();
      }
      if (expected != size) {
        throw broken(file, "its tensors end at byte %d, the file at %d".formatted(expected, size));
      }
    }

    private String text(JsonNode node) {
      if (!node.isTextual()) {
        throw broken(file, "its header has no text where one is due");
      }
      return node.textValue();
    }

    private List<Long> numbers(String name, JsonNode array) {
      if (!array.isArray()) {
        throw broken(file, "%s lacks its shape or its offsets".formatted(name));
      }
      List<Long> numbers = new ArrayList<>();
      for (JsonNode item : array) {
        if (!item.isIntegralNumber() || !item.canConvertToLong() || item.longValue() < 0) {
          throw broken(file, "%s has a size or offset of %s".formatted(name, item));
        }
        numbers.add(item.longValue());
      }
      return numbers;
    }
  }
}
