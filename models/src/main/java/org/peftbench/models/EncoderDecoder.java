package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/**
 * A generative model that reads a source with one stack and writes the answer with another, which
 * looks at the first through cross-attention.
 *
 * <p>{@link Backbone#hiddenStates} is what the checkpoint's authors classify a text by.
 */
public interface EncoderDecoder extends GenerativeModel {
  /** Sources, padded on the right as in training. */
  @Override
  default TokenBatch padded(Ops ops, List<Encoding> texts, int padId) {
    return TokenBatch.of(ops, texts, padId);
  }

  @Override
  default int[] before(Encoding text) {
    return new int[] {decoderStart()};
  }

  /** The token that the decoder starts from. */
  int decoderStart();

  /** The encoder's last hidden states [batch, prompt + length, hidden]. */
  NDArray encode(Ops ops, TokenBatch source, Taps taps, double dropout);

  /**
   * The decoder's last hidden states [batch, length, hidden].
   *
   * @param target what the decoder reads: the answer, shifted right behind {@link #decoderStart}
   * @param encoded of {@link #encode}, of the same source and taps
   */
  NDArray decode(
      Ops ops, TokenBatch target, NDArray encoded, TokenBatch source, Taps taps, double dropout);
}
