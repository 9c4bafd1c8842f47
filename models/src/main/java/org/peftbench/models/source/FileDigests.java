package org.peftbench.models.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peftbench.results.base.Digest;

/** Size and digest of the three files that make a checkpoint. */
record FileDigests(Entry config, Entry weights, Entry tokenizer) {

  /** One file: its size in bytes and its SHA-256. */
  record Entry(long bytes, String sha256) {
    private static Entry of(Path file) throws IOException {
      return new Entry(Files.size(file), Digest.of(file));
    }

    private boolean sizeMatches(Path file) {
      try {
        return Files.size(file) == bytes;
      } catch (IOException e) {
        return false; // gone or unreadable: not what was written
      }
    }
  }

  /** Reads the three files of a folder whole. */
  static FileDigests of(Path folder) throws IOException {
    return new FileDigests(
        Entry.of(folder.resolve(ModelFiles.CONFIG)),
        Entry.of(folder.resolve(ModelFiles.WEIGHTS)),
        Entry.of(ModelFiles.tokenizerIn(folder)));
  }

  /** Whether the files are there and as long as they were: cheap enough for every start. */
  boolean sizesMatch(Path folder) {
    return config.sizeMatches(folder.resolve(ModelFiles.CONFIG))
        && weights.sizeMatches(folder.resolve(ModelFiles.WEIGHTS))
        && tokenizer.sizeMatches(ModelFiles.tokenizerIn(folder));
  }

  /** One digest over the three. */
  String digest() {
    return new Digest()
        .addField(config.sha256())
        .addField(weights.sha256())
        .addField(tokenizer.sha256())
        .hex();
  }
}
