package org.peftbench.models.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.peftbench.models.weights.Shards;
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

  private static Entry weightsIn(Path folder) throws IOException {
    Path weights = ModelFiles.weightsIn(folder);
    if (weights.endsWith(ModelFiles.WEIGHTS)) {
      return Entry.of(weights);
    }
    Digest digest = new Digest().addField(Digest.of(weights));
    long bytes = Files.size(weights);
    for (Path shard : Shards.read(weights).files()) {
      digest.addField(Digest.of(shard));
      bytes += Files.size(shard);
    }
    return new Entry(bytes, digest.hex());
  }

  /** Reads the files of a folder whole; weights in several count as one. */
  static FileDigests of(Path folder) throws IOException {
    return new FileDigests(
        Entry.of(folder.resolve(ModelFiles.CONFIG)),
        weightsIn(folder),
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
