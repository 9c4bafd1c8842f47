package org.peftbench.models.decoder;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.blocks.Alibi;

/** Opens BLOOM (Workshop et al. 2022, arXiv 2211.05100): positions by linear biases. */
public final class BloomArchitecture extends DecoderArchitecture {
  public BloomArchitecture() {
    super("bloom", "classifier", true, "lm_head");
  }

  @Override
  Form form(ConfigFields config, Outline outline) {
    Settings.require(config, "apply_residual_connection_post_layernorm", false);
    return new Form(
        "transformer.",
        "lm_head",
        Activation.GELU_TANH,
        config.number("layer_norm_epsilon", 1e-5),
        false,
        null,
        new Alibi(outline.keyValueHeads()),
        layer -> 0,
        Form.Dropout.SUBLAYERS,
        new StoredLinears(outline.keyValueHeads(), false));
  }
}
