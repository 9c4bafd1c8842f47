package org.peftbench.models.seq2seq;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Continuation;
import org.peftbench.models.EncoderDecoder;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Outline;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;

/** An encoder-decoder with the linear map from its hidden states to the vocabulary. */
final class Seq2SeqLanguageModel extends Seq2Seq implements EncoderDecoder {
  private final String outputWeight;

  /** BART's bias of the logits: a constant of the checkpoint and no parameter. */
  private final @Nullable NDArray outputBias;

  private final Map<String, NDArray> parameters;

  Seq2SeqLanguageModel(Outline outline, Seq2SeqForm form, FrozenParameters weights) {
    super(outline, form, weights);
    outputWeight = form.outputWeight() == null ? tokens().weight() : form.outputWeight();
    weights.get(outputWeight, vocabularySize(), hiddenSize());
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(weights.loaded()));
    String bias = form.outputBias();
    outputBias = bias != null && weights.has(bias) ? weights.get(bias, 1, vocabularySize()) : null;
  }

  @Override
  public String outputWeight() {
    return outputWeight;
  }

  @Override
  public NDArray logits(Ops ops, NDArray hiddenStates, Taps taps) {
    NDArray x = ops.scale(hiddenStates, form().logitScale());
    NDArray logits = ops.linear(x, parameter(taps, outputWeight));
    return outputBias == null ? logits : ops.add(logits, outputBias);
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }

  @Override
  public String checkpointPrefix() {
    return form().languagePrefix();
  }

  /**
   * What the vocabulary has of its own stands outside the network, so before its names is nothing.
   */
  @Override
  public Map<String, NDArray> asStored(Ops ops, Map<String, NDArray> trained) {
    Map<String, NDArray> stored = new LinkedHashMap<>();
    trained.forEach(
        (name, array) ->
            stored.put(
                name.equals(form().outputWeight()) ? name : checkpointPrefix() + name, array));
    if (outputBias != null) {
      stored.put(Objects.requireNonNull(form().outputBias()), outputBias);
    }
    return stored;
  }

  @Override
  public Continuation begin(TokenBatch batch, Taps taps) {
    return new Seq2SeqContinuation(this, batch, taps);
  }

  @Override
  public int decoderStart() {
    return form().decoderStart();
  }

  @Override
  public int vocabularySize() {
    return tokens().in();
  }
}
