package org.peftbench.models.decoder;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Continuation;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.GenerativeModel;
import org.peftbench.models.HeadForm;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Outline;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/** A decoder with the linear map from its hidden states to the vocabulary. */
final class DecoderLanguageModel extends Decoder implements GenerativeModel {
  private final String headWeight;
  private final @Nullable String headBias;

  DecoderLanguageModel(
      Outline outline, Form form, FrozenParameters weights, Map<HeadKind, HeadForm> heads) {
    super(outline, form, weights, heads);
    String own = form.head() + ".weight";
    boolean tied = !outline.sizes().containsKey(own);
    String bias = form.head() + ".bias";
    headWeight = tied ? tokens().weight() : own;
    headBias = outline.sizes().containsKey(bias) ? bias : null;
    weights.get(headWeight, vocabularySize(), hiddenSize());
    if (headBias != null) {
      weights.get(headBias, vocabularySize());
    }
  }

  @Override
  public int vocabularySize() {
    return tokens().in();
  }

  @Override
  public String outputWeight() {
    return headWeight;
  }

  @Override
  public NDArray logits(Ops ops, NDArray hiddenStates, Taps taps) {
    NDArray weight = parameter(taps, headWeight);
    return headBias == null
        ? ops.linear(hiddenStates, weight)
        : ops.linear(hiddenStates, weight, parameter(taps, headBias));
  }

  private NDArray parameter(Taps taps, String name) {
    return taps.parameter(name, parameters().get(name));
  }

  @Override
  public Continuation begin(TokenBatch batch, Taps taps) {
    return new DecoderContinuation(this, batch, taps);
  }

  @Override
  public int[] before(Encoding text) {
    return Arrays.stream(text.ids()).mapToInt(Math::toIntExact).toArray();
  }
}
