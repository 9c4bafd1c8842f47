package org.peftbench.models.decoder;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;
import org.peftbench.models.blocks.Activation;

/** Opens GPT-2 (Radford et al. 2019), whose files have weights as [in, out]. */
public final class Gpt2Architecture extends DecoderArchitecture {
  public Gpt2Architecture() {
    super("gpt2", "classifier", true, "lm_head");
  }

  @Override
  Form form(ConfigFields config, Outline outline) {
    Settings.require(config, "scale_attn_weights", true);
    Settings.require(config, "scale_attn_by_inverse_layer_idx", false);
    Settings.require(config, "add_cross_attention", false);
    return new Form(
        "transformer.",
        "lm_head",
        Activation.of(config.config(), "activation_function", "gelu_new"),
        config.number("layer_norm_epsilon", 1e-5),
        false,
        null,
        null,
        layer -> 0,
        Form.Dropout.EMBEDDINGS,
        new StoredLinears(1, true));
  }
}
