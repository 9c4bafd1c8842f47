package org.peftbench.models.decoder;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;
import org.peftbench.models.blocks.Activation;

/**
 * Opens Phi (Li et al. 2023, arXiv 2309.05463): part of each head turned, sub-layers side by side.
 */
public final class PhiArchitecture extends DecoderArchitecture {
  public PhiArchitecture() {
    super("phi", "score", false, "lm_head");
  }

  @Override
  Form form(ConfigFields config, Outline outline) {
    Settings.require(config, "qk_layernorm", false);
    Settings.require(config, "tie_word_embeddings", false);
    double part = config.number("partial_rotary_factor", 0.5);
    int width = (int) (Settings.headWidth(outline) * part);
    return new Form(
        "model.",
        "lm_head",
        Activation.of(config.config(), "hidden_act", "gelu_new"),
        config.number("layer_norm_eps", 1e-5),
        true,
        Settings.rotary(config, width, "rope_theta"),
        null,
        layer -> 0,
        Form.Dropout.EMBEDDINGS,
        StoredLinears.PLAIN);
  }
}
