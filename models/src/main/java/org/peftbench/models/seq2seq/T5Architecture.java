package org.peftbench.models.seq2seq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.blocks.Activation;

/**
 * Opens T5 and mT5: norms by the root of the mean square before sub-layers, relative positions, in
 * version 1.1 a gated feed-forward and a map to the vocabulary of its own.
 */
public final class T5Architecture extends Seq2SeqArchitecture {
  private static final String GATED = "gated-";

  @Override
  public Set<String> modelTypes() {
    return Set.of("t5", "mt5");
  }

  @Override
  Seq2SeqForm form(JsonNode json) {
    ConfigFields config = new ConfigFields(json);
    boolean tied = config.flag("tie_word_embeddings", true);
    return new Seq2SeqForm(
        "transformer.",
        "",
        true,
        false,
        0,
        new RelativeBuckets(
            config.positive("relative_attention_num_buckets"),
            config.positive("relative_attention_max_distance", 128)),
        activation(json, config),
        1,
        tied ? 1 / Math.sqrt(config.positive("d_model")) : 1,
        tied ? null : "lm_head.weight",
        null,
        config.count("decoder_start_token_id", 0),
        config.number("layer_norm_epsilon", 1e-6));
  }

  /** In a gated feed-forward, {@code gelu} has always been its approximation. */
  private static Activation activation(JsonNode json, ConfigFields config) {
    String stated = config.text("feed_forward_proj", "relu");
    if (stated.equals("gated-gelu")) {
      return Activation.GELU_TANH;
    }
    String field = stated.startsWith(GATED) ? stated.substring(GATED.length()) : stated;
    return Activation.of(json, "dense_act_fn", field);
  }
}
