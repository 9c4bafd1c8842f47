package org.peftbench.models.bert;

import ai.djl.ndarray.NDArray;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/**
 * The masked-language-model head: dense, activation, norm, and the token embedding once more with a
 * bias.
 */
public final class BertMaskedLm {
  /** The token embedding's table. */
  static final String OUTPUT_WEIGHT = "embeddings.word_embeddings.weight";

  private final BertConfig config;
  private final FrozenParameters weights;
  private final Names names;

  /**
   * What a family calls the head's parts.
   *
   * @param dense module of the square layer
   * @param norm module of the norm behind it
   * @param bias of the logits
   */
  public record Names(String dense, String norm, String bias) {
    /** BERT's, which DeBERTa has taken over. */
    public static final Names BERT =
        new Names(
            "cls.predictions.transform.dense",
            "cls.predictions.transform.LayerNorm",
            "cls.predictions.bias");

    static final Names ROBERTA = new Names("lm_head.dense", "lm_head.layer_norm", "lm_head.bias");

    static final Names DISTILBERT =
        new Names("vocab_transform", "vocab_layer_norm", "vocab_projector.bias");
  }

  /** The head of a checkpoint that has one; its weights are touched. */
  public BertMaskedLm(BertConfig config, FrozenParameters weights, Names names) {
    this.config = config;
    this.weights = weights;
    this.names = names;
    int hidden = config.hiddenSize();
    weights.get(names.dense() + ".weight", hidden, hidden);
    weights.get(names.dense() + ".bias", hidden);
    weights.get(names.norm() + ".weight", hidden);
    weights.get(names.norm() + ".bias", hidden);
    weights.get(names.bias(), config.vocabularySize());
  }

  /** Vocabulary logits [..., vocabulary] from hidden states [..., hidden]. */
  public NDArray logits(Ops ops, NDArray hiddenStates, Taps taps) {
    NDArray x =
        ops.linear(
            hiddenStates,
            parameter(taps, names.dense() + ".weight"),
            parameter(taps, names.dense() + ".bias"));
    x =
        ops.layerNorm(
            config.activation().apply(ops, x),
            parameter(taps, names.norm() + ".weight"),
            parameter(taps, names.norm() + ".bias"),
            config.normEpsilon());
    return ops.linear(x, parameter(taps, OUTPUT_WEIGHT), parameter(taps, names.bias()));
  }

  private NDArray parameter(Taps taps, String name) {
    return taps.parameter(name, weights.loaded().get(name));
  }
}
