package org.peftbench.models.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Takes a checkpoint out of peftbench's own jar, with its model card and loss curve. */
final class BundledModel {
  private static final String ROOT = "/org/peftbench/models/tiny/";
  private static final List<String> FILES =
      List.of(ModelFiles.WEIGHTS, ModelFiles.TOKENIZER, "README.md", "curve.json");

  private BundledModel() {}

  /**
   * Copies a checkpoint.
   *
   * @param folder an empty folder to fill
   * @throws UserError if the jar has no such checkpoint
   */
  static void copy(Checkpoint checkpoint, Path folder) throws IOException {
    for (String file : FILES) {
      try (InputStream in =
          BundledModel.class.getResourceAsStream(ROOT + checkpoint.weights() + "/" + file)) {
        if (in == null) {
          throw new UserError(
              "%s is not bundled here: it lacks %s. Name another checkpoint or a folder.",
              checkpoint.name(), file);
        }
        Files.copy(in, folder.resolve(file));
      }
    }
    AtomicFile.write(folder.resolve(ModelFiles.CONFIG), Json.pretty(checkpoint.config()));
  }
}
