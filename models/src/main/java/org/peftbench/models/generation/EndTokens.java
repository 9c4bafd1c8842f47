package org.peftbench.models.generation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** The tokens at which a checkpoint ends its texts. */
public final class EndTokens {
  private static final String FIELD = "eos_token_id";

  private EndTokens() {}

  /**
   * What {@code generation_config.json} says, or else {@code config.json}; the first one is the one
   * to train with. Empty if neither says anything.
   *
   * @throws UserError if a file is damaged
   */
  public static List<Integer> of(ModelFiles files) throws IOException {
    for (Path file : List.of(files.folder().resolve("generation_config.json"), files.config())) {
      if (Files.isRegularFile(file)) {
        JsonNode ends = read(file).path(FIELD);
        Set<Integer> ids = new LinkedHashSet<>();
        (ends.isArray() ? ends : List.of(ends))
            .forEach(
                id -> {
                  if (id.isInt()) {
                    ids.add(id.intValue());
                  }
                });
        if (!ids.isEmpty()) {
          return List.copyOf(ids);
        }
      }
    }
    return List.of();
  }

  private static JsonNode read(Path file) throws IOException {
    try {
      return Json.MAPPER.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new UserError("%s is not JSON: take the checkpoint's own", file).withCause(e);
    }
  }
}
