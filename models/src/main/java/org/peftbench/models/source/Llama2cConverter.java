package org.peftbench.models.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.peftbench.models.weights.Llama2cCheckpoint;
import org.peftbench.models.weights.SafetensorsWriter;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Turns a model and its tokenizer of llama2.c into a folder in Hugging Face form. */
public final class Llama2cConverter {
  private Llama2cConverter() {}

  /**
   * Writes {@code config.json}, {@code model.safetensors} and {@code tokenizer.json}.
   *
   * @param folder made if need be
   * @throws UserError if a file breaks its format; nothing is written then
   */
  public static void convert(Path model, Path tokenizer, Path folder) {
    Llama2cCheckpoint checkpoint = Llama2cCheckpoint.open(model);
    String tokens = Json.pretty(Llama2cTokenizer.json(tokenizer, checkpoint.vocabularySize()));
    try {
      Files.createDirectories(folder);
      AtomicFile.write(
          folder.resolve(ModelFiles.WEIGHTS),
          out -> SafetensorsWriter.write(out, Map.of("format", "pt"), checkpoint.tensors()));
      AtomicFile.write(folder.resolve(ModelFiles.TOKENIZER), tokens);
      AtomicFile.write(folder.resolve(ModelFiles.CONFIG), Json.pretty(checkpoint.config()));
    } catch (IOException e) {
      throw new UserError("Can't write the model into %s: %s", folder, e).withCause(e);
    }
  }
}
