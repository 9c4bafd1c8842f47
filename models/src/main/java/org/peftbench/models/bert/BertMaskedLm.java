package org.peftbench.models.bert;

import ai.djl.ndarray.NDArray;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.ops.Ops;

/**
 * BERT's masked-language-model head: dense, GELU, norm, and the token embedding once more with a
 * bias.
 */
public final class BertMaskedLm {
  private static final String TRANSFORM = "cls.predictions.transform.";

  private final BertConfig config;
  private final FrozenParameters weights;

  /** The head of a checkpoint that has one. */
  public BertMaskedLm(BertConfig config, FrozenParameters weights) {
    this.config = config;
    this.weights = weights;
  }

  /** Vocabulary logits [batch, length, vocabulary] from hidden states [batch, length, hidden]. */
  public NDArray logits(Ops ops, NDArray hiddenStates) {
    int hidden = config.hiddenSize();
    NDArray x =
        ops.linear(
            hiddenStates,
            weights.get(TRANSFORM + "dense.weight", hidden, hidden),
            weights.get(TRANSFORM + "dense.bias", hidden));
    x =
        ops.layerNorm(
            ops.gelu(x),
            weights.get(TRANSFORM + "LayerNorm.weight", hidden),
            weights.get(TRANSFORM + "LayerNorm.bias", hidden),
            config.normEpsilon());
    return ops.linear(
        x,
        weights.get("embeddings.word_embeddings.weight", config.vocabularySize(), hidden),
        weights.get("cls.predictions.bias", config.vocabularySize()));
  }
}
