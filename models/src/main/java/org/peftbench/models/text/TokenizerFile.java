package org.peftbench.models.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.WordPiece;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Reads a checkpoint's {@code tokenizer.json}, or makes one from its {@code vocab.txt}. */
final class TokenizerFile {
  private static final String CONFIG = "tokenizer_config.json";

  private TokenizerFile() {}

  static JsonNode read(ModelFiles files) {
    Path file = files.tokenizer();
    try {
      if (file.getFileName().toString().endsWith(".txt")) {
        return WordPiece.tokenizerJson(file, lowerCase(files.folder().resolve(CONFIG)));
      }
      return parse(file);
    } catch (IOException e) {
      throw new UserError("Can't read the tokenizer %s: %s", file, e).withCause(e);
    }
  }

  /** Google's vocabularies are of lower-case words unless the file beside them says otherwise. */
  private static boolean lowerCase(Path config) throws IOException {
    return !Files.exists(config) || parse(config).path("do_lower_case").asBoolean(true);
  }

  private static JsonNode parse(Path file) throws IOException {
    try {
      return Json.MAPPER.readTree(Files.readAllBytes(file));
    } catch (JsonProcessingException e) {
      throw new UserError(
              "%s:%d:%d: %s",
              file,
              e.getLocation().getLineNr(),
              e.getLocation().getColumnNr(),
              e.getOriginalMessage())
          .withCause(e);
    }
  }
}
