package org.peftbench.models.decoder;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;
import org.peftbench.models.blocks.Activation;

/** Opens LLaMA (Touvron et al. 2023, arXiv 2302.13971), version 2 with grouped queries too. */
public final class LlamaArchitecture extends DecoderArchitecture {
  public LlamaArchitecture() {
    super("llama", "score", true, "lm_head");
  }

  @Override
  Form form(ConfigFields config, Outline outline) {
    return form(config, outline, 0, 0);
  }

  /**
   * LLaMA's form.
   *
   * @param window of those layers that have one
   * @param firstWindowed the first of them
   */
  static Form form(ConfigFields config, Outline outline, int window, int firstWindowed) {
    return new Form(
        "model.",
        "lm_head",
        Activation.of(config.config(), "hidden_act", "silu"),
        config.number("rms_norm_eps", 1e-6),
        false,
        Settings.rotary(config, Settings.headWidth(outline), "rope_theta"),
        null,
        layer -> layer < firstWindowed ? 0 : window,
        Form.Dropout.ATTENTION,
        StoredLinears.PLAIN);
  }
}
