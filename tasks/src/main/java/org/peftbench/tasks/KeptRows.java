package org.peftbench.tasks;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * Rows of comparisons, kept in files named by their digest: the planner makes the rows once, the
 * workers of all runs read them.
 *
 * @param folder where the files lie; made when something is kept
 */
public record KeptRows(Path folder) {
  /** Leaves the file open, which is synced before it is closed. */
  private static final ObjectWriter WRITER =
      Json.MAPPER.writer().without(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  private record Content(
      List<Example> train, List<Example> evaluation, Map<String, String> notes) {}

  /** Those of a home folder. */
  public static KeptRows in(Path home) {
    return new KeptRows(home.resolve("rows"));
  }

  /** Keeps rows, unless they are kept already. */
  public void keep(TaskData data) {
    Path file = file(data.digest());
    if (Files.exists(file)) {
      return;
    }
    try {
      Files.createDirectories(folder);
      Content content = new Content(data.train(), data.evaluation(), data.notes());
      AtomicFile.write(file, out -> WRITER.writeValue(out, content));
    } catch (IOException e) {
      throw new UserError(
              "rows can't be kept in %s (%s): name another folder with PEFTBENCH_HOME", folder, e)
          .withCause(e);
    }
  }

  /**
   * The rows of that digest; empty if they aren't kept, or the file no longer holds what its name
   * says.
   */
  public Optional<TaskData> find(TaskDefinition task, String digest) {
    Path file = file(digest);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try (InputStream in = Files.newInputStream(file)) {
      Content kept = Json.MAPPER.readValue(in, Content.class);
      TaskData data = TaskData.of(task, kept.train(), kept.evaluation(), kept.notes());
      return Optional.of(data).filter(found -> found.digest().equals(digest));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private Path file(String digest) {
    if (!digest.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no digest: " + digest);
    }
    return folder.resolve(digest + ".json");
  }
}
