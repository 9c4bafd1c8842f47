package org.peftbench.models.bert;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.blocks.Activation;

/**
 * The numbers of a BERT, or of a network that computes as one.
 *
 * @param embeddingSize width of the embeddings; where it is not the hidden states' own, a linear
 *     map follows them
 * @param positionRows of the table of positions
 * @param skippedPositions rows at its beginning that no token gets
 * @param types of segments; 0 if the network knows none
 * @param normEpsilon added to the variance in every normalisation
 */
public record BertConfig(
    int hiddenSize,
    int embeddingSize,
    int layers,
    int heads,
    int intermediateSize,
    int vocabularySize,
    int positionRows,
    int skippedPositions,
    int types,
    Activation activation,
    double normEpsilon) {

  /** Reads config.json as BERT, RoBERTa and ELECTRA have it. */
  static BertConfig of(ConfigFields config, int skippedPositions) {
    int hidden = config.positive("hidden_size");
    int heads = config.positive("num_attention_heads");
    config.checkHeads("num_attention_heads", heads, "hidden_size", hidden);
    return new BertConfig(
        hidden,
        config.positive("embedding_size", hidden),
        config.positive("num_hidden_layers"),
        heads,
        config.positive("intermediate_size"),
        config.positive("vocab_size"),
        config.positive("max_position_embeddings"),
        skippedPositions,
        config.positive("type_vocab_size"),
        Activation.of(config.config(), "hidden_act", "gelu"),
        config.number("layer_norm_eps", 1e-12));
  }

  /** Positions that an input may have. */
  public int maxPositions() {
    return positionRows - skippedPositions;
  }
}
