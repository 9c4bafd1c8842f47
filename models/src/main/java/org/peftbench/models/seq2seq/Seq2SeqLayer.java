package org.peftbench.models.seq2seq;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.blocks.FeedForward;
import org.peftbench.models.blocks.Pass;

/**
 * A layer of either stack.
 *
 * @param cross attention to the source; null in the encoder, and its frame with it
 */
record Seq2SeqLayer(
    Sublayer selfFrame,
    Seq2SeqAttention self,
    @Nullable Sublayer crossFrame,
    @Nullable Seq2SeqAttention cross,
    Sublayer feedForwardFrame,
    FeedForward feedForward) {

  /** What a decoder's layers see of the source: states [batch, keys, hidden] and their bias. */
  record Source(NDArray states, NDArray bias) {}

  /**
   * x [batch, length, hidden] to the same.
   *
   * @param source null in the encoder
   */
  NDArray forward(Pass pass, NDArray x, NDArray bias, @Nullable Source source) {
    NDArray seen = selfFrame.forward(pass, x, y -> self.self(pass, y, bias));
    if (crossFrame != null && cross != null && source != null) {
      seen =
          crossFrame.forward(pass, seen, y -> cross.cross(pass, y, source.states(), source.bias()));
    }
    return feedForwardFrame.forward(pass, seen, y -> feedForward.forward(pass, y));
  }
}
