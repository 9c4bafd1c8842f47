package org.peftbench.models.seq2seq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.peftbench.models.ConfigFields;
import org.peftbench.models.blocks.Activation;
import org.peftbench.results.base.UserError;

/** Opens BART: norms behind residuals, absolute positions from the table's third row on. */
public final class BartArchitecture extends Seq2SeqArchitecture {
  private static final int SKIPPED_POSITIONS = 2;
  private static final double EPSILON = 1e-5;

  @Override
  public Set<String> modelTypes() {
    return Set.of("bart");
  }

  @Override
  Seq2SeqForm form(JsonNode json) {
    ConfigFields config = new ConfigFields(json);
    int hidden = config.positive("d_model");
    int heads = config.positive("encoder_attention_heads");
    config.checkHeads("encoder_attention_heads", heads, "d_model", hidden);
    if (config.positive("decoder_attention_heads") != heads) {
      throw new UserError(
          "config.json: decoder_attention_heads must equal encoder_attention_heads %d, got %d",
          heads, config.positive("decoder_attention_heads"));
    }
    return new Seq2SeqForm(
        "model.",
        "model.",
        false,
        true,
        SKIPPED_POSITIONS,
        null,
        Activation.of(json, "activation_function", "gelu"),
        config.flag("scale_embedding", false) ? Math.sqrt(hidden) : 1,
        1,
        null,
        "final_logits_bias",
        config.count("decoder_start_token_id", 2),
        EPSILON);
  }
}
