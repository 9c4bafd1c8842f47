package org.peftbench.harness.track;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.peftbench.results.base.AtomicFile;

/**
 * TensorBoard's event files, one a run, in a folder of its own below that of task and label.
 *
 * <p>Such a file is a row of records, each with its length and two checksums, and each holding one
 * protobuf message {@code Event}; the numbers below are those of {@code event.proto} and {@code
 * summary.proto}. Only scalars are written, and the parameters as a text.
 */
record EventFiles(Path folder) implements Tracker {
  private static final String VERSION = "brain.Event:2";

  // Event
  private static final int WALL_TIME = 1;
  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  // Summary and its Value
  private static final int VALUE = 1;
  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int TENSOR = 8;
  private static final int METADATA = 9;
  // SummaryMetadata and its PluginData
  private static final int PLUGIN_DATA = 1;
  private static final int PLUGIN_NAME = 1;
  // TensorProto
  private static final int TYPE = 1;
  private static final int STRINGS = 8;
  private static final int STRING_TYPE = 7;

  @Override
  public String title() {
    return "tensorboard=" + folder;
  }

  @Override
  public void track(TrackedRun run) throws IOException {
    Path file =
        folder
            .resolve(safe(run.tags().getOrDefault("task", "")))
            .resolve(safe(run.tags().getOrDefault("peftbench.label", "")))
            .resolve("seed-%s-%s".formatted(run.tags().get("seed"), run.id().substring(0, 8)))
            .resolve("events.out.tfevents." + run.id());
    AtomicFile.write(file, out -> write(out, run));
  }

  private static void write(OutputStream out, TrackedRun run) throws IOException {
    record(out, event(run.started(), 0, event -> event.writeString(FILE_VERSION, VERSION)));
    Map<String, String> told = new TreeMap<>(run.parameters());
    told.putAll(run.tags());
    record(out, event(run.started(), 0, summary(value -> text(value, "run", table(told)))));
    for (TrackedRun.Point point : run.points()) {
      Message scalar =
          value -> {
            value.writeString(TAG, point.name());
            value.writeFloat(SIMPLE_VALUE, (float) point.value());
          };
      record(out, event(point.time(), point.step(), summary(scalar)));
    }
  }

  /** What fills a message. */
  @FunctionalInterface
  private interface Message {
    void writeTo(CodedOutputStream out) throws IOException;
  }

  private static byte[] bytes(Message message) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    message.writeTo(out);
    out.flush();
    return bytes.toByteArray();
  }

  private static byte[] event(Instant time, int step, Message rest) throws IOException {
    return bytes(
        event -> {
          event.writeDouble(WALL_TIME, time.toEpochMilli() / 1000.0);
          event.writeInt64(STEP, step);
          rest.writeTo(event);
        });
  }

  private static Message summary(Message value) {
    return event ->
        event.writeByteArray(
            SUMMARY, bytes(summary -> summary.writeByteArray(VALUE, bytes(value))));
  }

  private static void text(CodedOutputStream value, String tag, String text) throws IOException {
    value.writeString(TAG, tag);
    value.writeByteArray(
        TENSOR,
        bytes(
            tensor -> {
              tensor.writeEnum(TYPE, STRING_TYPE);
              tensor.writeByteArray(STRINGS, text.getBytes(StandardCharsets.UTF_8));
            }));
    value.writeByteArray(
        METADATA,
        bytes(
            metadata ->
                metadata.writeByteArray(
                    PLUGIN_DATA, bytes(plugin -> plugin.writeString(PLUGIN_NAME, "text")))));
  }

  /** Markdown, which TensorBoard renders. */
  private static String table(Map<String, String> rows) {
    StringBuilder table = new StringBuilder("| | |\n|---|---|\n");
    rows.forEach(
        (name, value) -> table.append("| %s | %s |\n".formatted(name, value.replace("|", "\\|"))));
    return table.toString();
  }

  /** Length and its checksum, content and its checksum; little-endian. */
  private static void record(OutputStream out, byte[] content) throws IOException {
    ByteBuffer record =
        ByteBuffer.allocate(Long.BYTES + Integer.BYTES + content.length + Integer.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN);
    record.putLong(content.length);
    record.putInt(checksum(record.array(), 0, Long.BYTES));
    record.put(content);
    record.putInt(checksum(content, 0, content.length));
    out.write(record.array());
  }

  /** CRC-32C, turned by 15 bits and shifted, so that checksums of checksums are not special. */
  private static int checksum(byte[] bytes, int from, int length) {
    CRC32C plain = new CRC32C();
    plain.update(bytes, from, length);
    return Integer.rotateRight((int) plain.getValue(), 15) + 0xa282ead8;
  }

  /** A name that can be a folder's everywhere. */
  private static String safe(String name) {
    return name.replaceAll("[^A-Za-z0-9_-]", "_");
  }
}
