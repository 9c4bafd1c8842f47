package org.peftbench.results;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** A record as it is kept, of this version or an earlier one. */
final class RecordFile {
  private RecordFile() {}

  /**
   * The record.
   *
   * @throws UserError if it is damaged or of a newer version
   */
  static RunRecord read(Path file) {
    byte[] text = text(file);
    try {
      return parse(text);
    } catch (IOException e) {
      throw unreadable(file, text, e).withCause(e);
    }
  }

  /**
   * The same, but none if it is damaged.
   *
   * @throws UserError if it is of a newer version
   */
  static Optional<RunRecord> readWhole(Path file) {
    byte[] text = text(file);
    try {
      return Optional.of(parse(text));
    } catch (IOException e) {
      if (schema(text) > RunRecord.SCHEMA) {
        throw unreadable(file, text, e).withCause(e);
      }
      return Optional.empty();
    }
  }

  private static byte[] text(Path file) {
    try {
      return StoredBytes.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private static RunRecord parse(byte[] text) throws IOException {
    return Json.MAPPER.readValue(text, RunRecord.class);
  }

  private static UserError unreadable(Path file, byte[] text, IOException why) {
    int schema = schema(text);
    if (schema > RunRecord.SCHEMA) {
      return new UserError(
          "record %s has schema %d but this peftbench reads 1 to %d: use a newer peftbench",
          file, schema, RunRecord.SCHEMA);
    }
    int line =
        why instanceof JsonProcessingException json && json.getLocation() != null
            ? json.getLocation().getLineNr()
            : 0;
    return new UserError(
        "record %s is damaged (line %d): remove its folder and run again", file, line);
  }

  /** The schema that a record states, of whatever fields it consists; 0 if it states none. */
  private static int schema(byte[] text) {
    try {
      return Json.MAPPER.readTree(text).path("schema").asInt();
    } catch (IOException e) {
      return 0;
    }
  }
}
