package org.peftbench.models.source;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** Reads checkpoints' data files, those in the jar and those of users. */
final class Checkpoints {
  private static final String FOLDER = "/org/peftbench/models/checkpoints/";
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /**
   * Every checkpoint in the jar, in the order of its {@code index.txt}; the first is the default.
   */
  static final List<Checkpoint> KNOWN =
      new String(resource("index.txt"), StandardCharsets.UTF_8)
          .lines()
          .map(name -> parse(name + ".yaml", resource(name + ".yaml")))
          .toList();

  private Checkpoints() {}

  /**
   * Reads a data file strictly: every key known, nothing twice, nothing coerced.
   *
   * @throws UserError with file, line and column
   */
  static Checkpoint parse(String file, byte[] yaml) {
    try {
      return Json.MAPPER.readValue(YAML.createParser(yaml), Checkpoint.class);
    } catch (UnrecognizedPropertyException e) {
      List<String> keys = e.getKnownPropertyIds().stream().map(String::valueOf).toList();
      UserError unknown = Names.unknown("key", e.getPropertyName(), keys);
      throw new UserError("%s: %s", file, unknown.getMessage()).withCause(e);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof UserError rule) {
        throw new UserError("%s: %s", file, rule.getMessage()).withCause(e);
      }
      JsonLocation at = e.getLocation() == null ? JsonLocation.NA : e.getLocation();
      throw new UserError(
              "%s:%d:%d: %s", file, at.getLineNr(), at.getColumnNr(), e.getOriginalMessage())
          .withCause(e);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = Checkpoints.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + FOLDER + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
