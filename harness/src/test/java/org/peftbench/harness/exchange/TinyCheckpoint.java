package org.peftbench.harness.exchange;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;

/** The two-layer BERT of the methods' parity fixtures, classifier included, with a vocabulary. */
public final class TinyCheckpoint {
  /** The methods' parity fixtures. */
  static final Path PARITY =
      Path.of("../methods/src/test/resources/org/peftbench/methods/parity").toAbsolutePath();

  /** Small checkpoints of other families. */
  static final Path MODELS =
      Path.of("../models/src/test/resources/org/peftbench/models").toAbsolutePath();

  private TinyCheckpoint() {}

  /** Writes it into a new folder; its files. */
  static ModelFiles write(Path folder) throws IOException {
    return write(folder, UnaryOperator.identity());
  }

  /** The same with another config.json. */
  public static ModelFiles write(Path folder, UnaryOperator<String> config) throws IOException {
    copy(PARITY.resolve("tiny"), folder);
    Path written = folder.resolve("config.json");
    Files.writeString(written, config.apply(Files.readString(written)));
    return at(folder);
  }

  /** Copies a checkpoint into a new folder and gives it a vocabulary of fifty words. */
  static void copy(Path checkpoint, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String file : List.of("config.json", "model.safetensors")) {
      Files.copy(checkpoint.resolve(file), folder.resolve(file));
    }
    List<String> words =
        new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "dog", "ran"));
    for (int i = words.size(); i < 50; i++) {
      words.add("w" + i);
    }
    Files.write(folder.resolve("vocab.txt"), words);
  }

  /** The files of a checkpoint in a folder. */
  static ModelFiles at(Path folder) {
    return new ModelRepository(folder, true, message -> {}).fetch("dir:" + folder);
  }

  /** A file of this package's resources. */
  static Path resource(String name) {
    try {
      return Path.of(TinyCheckpoint.class.getResource(name).toURI());
    } catch (URISyntaxException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
