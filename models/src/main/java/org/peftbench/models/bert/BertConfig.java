package org.peftbench.models.bert;

import com.fasterxml.jackson.databind.JsonNode;
import org.peftbench.results.base.UserError;

/**
 * The numbers of a BERT, as config.json has them.
 *
 * @param normEpsilon added to the variance in every normalisation
 */
public record BertConfig(
    int hiddenSize,
    int layers,
    int heads,
    int intermediateSize,
    int vocabularySize,
    int maxPositions,
    int types,
    double normEpsilon) {

  public BertConfig {
    if (hiddenSize % heads != 0) {
      throw new UserError(
          "config.json: num_attention_heads must divide hidden_size %d, got %d", hiddenSize, heads);
    }
  }

  /** Reads config.json; absent fields have no default. */
  public static BertConfig of(JsonNode config) {
    String activation = config.path("hidden_act").asText("gelu");
    if (!activation.equals("gelu")) {
      throw new UserError("config.json: hidden_act %s is not supported, only gelu is", activation);
    }
    return new BertConfig(
        positive(config, "hidden_size"),
        positive(config, "num_hidden_layers"),
        positive(config, "num_attention_heads"),
        positive(config, "intermediate_size"),
        positive(config, "vocab_size"),
        positive(config, "max_position_embeddings"),
        positive(config, "type_vocab_size"),
        config.path("layer_norm_eps").asDouble(1e-12));
  }

  /** Width of one head. */
  public int headSize() {
    return hiddenSize / heads;
  }

  private static int positive(JsonNode config, String field) {
    JsonNode value = config.path(field);
    if (!value.isInt() || value.intValue() < 1) {
      throw new UserError("config.json: %s must be a whole number >= 1, got %s", field, value);
    }
    return value.intValue();
  }
}
