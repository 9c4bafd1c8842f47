package org.peftbench.models.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.peftbench.results.base.UserError;

/** A folder in Hugging Face form, used where it lies. */
final class ModelDirectory {
  private static final List<String> PICKLES = List.of(".bin", ".pt", ".pth", ".ckpt", ".pkl");

  private ModelDirectory() {}

  /**
   * The files of a folder.
   *
   * @throws UserError if one is missing, or the weights are pickled
   */
  static ModelFiles open(String id, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new UserError(
          "The model '%s' is no folder. It must hold config.json, model.safetensors and"
              + " tokenizer.json.",
          id);
    }
    checkWeights(folder);
    require(folder, folder.resolve(ModelFiles.CONFIG));
    require(folder, ModelFiles.tokenizerIn(folder));
    try {
      return new ModelFiles(id, folder, FileDigests.of(folder).digest());
    } catch (IOException e) {
      throw new UserError("Can't read the model in %s: %s", folder, e.getMessage()).withCause(e);
    }
  }

  private static void checkWeights(Path folder) {
    if (Files.isRegularFile(ModelFiles.weightsIn(folder))) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .filter(ModelDirectory::isPickle)
          .sorted()
          .findFirst()
          .ifPresent(
              file -> {
                throw new UserError(
                    "%s is pickled, and a pickle can run code when it is loaded. Save it as"
                        + " safetensors, in Python: AutoModel.from_pretrained(folder)"
                        + ".save_pretrained(folder, safe_serialization=True).",
                    file);
              });
    } catch (IOException e) {
      throw new UserError("Can't read the folder %s: %s", folder, e.getMessage()).withCause(e);
    }
    require(folder, folder.resolve(ModelFiles.WEIGHTS));
  }

  static boolean isPickle(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return PICKLES.stream().anyMatch(name::endsWith);
  }

  private static void require(Path folder, Path file) {
    if (!Files.isRegularFile(file)) {
      throw new UserError(
          "The model in %s lacks %s. It must hold config.json, model.safetensors and"
              + " tokenizer.json.",
          folder, file.getFileName());
    }
  }
}
