package org.peftbench.tasks;

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

/** Every task there is: the files that {@code index.txt} beside them lists. */
public final class TaskCatalog {
  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
  private static final List<TaskDefinition> TASKS =
      new String(resource("index.txt"), StandardCharsets.UTF_8)
          .lines()
          .map(name -> parse(name + ".yaml", resource(name + ".yaml")))
          .toList();

  private TaskCatalog() {}

  /**
   * The task of that name.
   *
   * @throws UserError if there is none
   */
  public static TaskDefinition named(String name) {
    return TASKS.stream()
        .filter(task -> task.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Names.unknown("task", name, TASKS.stream().map(TaskDefinition::name).toList()));
  }

  /** All tasks, those that need no data root first. */
  public static List<TaskDefinition> all() {
    return TASKS;
  }

  /**
   * Reads a definition strictly: every key known, nothing twice, nothing coerced.
   *
   * @throws UserError with the file and what is wrong, where Jackson knows it with line and column
   */
  static TaskDefinition parse(String file, byte[] yaml) {
    try {
      return Json.MAPPER.readValue(YAML.createParser(yaml), TaskDefinition.class);
    } catch (UnrecognizedPropertyException e) {
      List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).toList();
      String unknown = Names.unknown("key", e.getPropertyName(), known).getMessage();
      throw new UserError("%s: %s", file, unknown).withCause(e);
    } catch (JsonProcessingException e) {
      if (e.getCause() instanceof UserError rule) {
        throw new UserError("%s: %s", file, rule.getMessage()).withCause(e);
      }
      throw new UserError(
              "%s:%d:%d: %s",
              file,
              e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
              e.getLocation() == null ? 0 : e.getLocation().getColumnNr(),
              e.getOriginalMessage())
          .withCause(e);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory can be read", e);
    }
  }

  private static byte[] resource(String name) {
    try (InputStream in = TaskCatalog.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks org/peftbench/tasks/" + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
