package org.peftbench.models;

import java.util.List;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/**
 * A language model that writes: from left to right behind a text, or an answer to it.
 *
 * <p>{@link org.peftbench.models.generation} turns its logits into text.
 */
public interface GenerativeModel extends LanguageModel {
  /** Texts as {@link #begin} reads them: padded on the left, so that all end at one place. */
  default TokenBatch padded(Ops ops, List<Encoding> texts, int padId) {
    return TokenBatch.leftPadded(ops, texts, padId);
  }

  /**
   * Reads a batch and stands ready to continue it.
   *
   * @param batch of {@link #padded}
   * @param taps what a method hung on the sites; prompts and prefixes count as read
   * @throws org.peftbench.results.base.UserError if the batch is longer than the model's positions
   */
  Continuation begin(TokenBatch batch, Taps taps);

  /** Tokens before the first that is written: the text's own, or what an answer starts from. */
  int[] before(Encoding text);
}
