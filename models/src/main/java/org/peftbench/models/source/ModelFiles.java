package org.peftbench.models.source;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A checkpoint on disk, in Hugging Face form.
 *
 * @param id what the user called it
 * @param folder where its files lie
 * @param digest the SHA-256 over the SHA-256 of {@code config.json}, the weights and the
 *     tokenizer's file, in this order
 */
public record ModelFiles(String id, Path folder, String digest) {
  static final String CONFIG = "config.json";
  static final String WEIGHTS = "model.safetensors";
  static final String INDEX = "model.safetensors.index.json";
  static final String TOKENIZER = "tokenizer.json";
  static final String VOCABULARY = "vocab.txt";

  /**
   * {@code config.json}: the architecture and its sizes, by Hugging Face's names. Known checkpoints
   * have one key more, {@code pooling}: {@code pooler}, {@code cls} or {@code mean}.
   */
  public Path config() {
    return folder.resolve(CONFIG);
  }

  /** {@code model.safetensors}, or the index of several files where a folder has only that. */
  public Path weights() {
    return weightsIn(folder);
  }

  static Path weightsIn(Path folder) {
    Path weights = folder.resolve(WEIGHTS);
    Path index = folder.resolve(INDEX);
    return !Files.exists(weights) && Files.exists(index) ? index : weights;
  }

  /** {@code tokenizer.json}, or {@code vocab.txt} where a folder has only that. */
  public Path tokenizer() {
    return tokenizerIn(folder);
  }

  static Path tokenizerIn(Path folder) {
    Path tokenizer = folder.resolve(TOKENIZER);
    Path vocabulary = folder.resolve(VOCABULARY);
    return !Files.exists(tokenizer) && Files.exists(vocabulary) ? vocabulary : tokenizer;
  }
}
