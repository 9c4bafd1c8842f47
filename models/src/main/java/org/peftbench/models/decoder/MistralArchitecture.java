package org.peftbench.models.decoder;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;

/** Opens Mistral (Jiang et al. 2023, arXiv 2310.06825): LLaMA with a window on every layer. */
public final class MistralArchitecture extends DecoderArchitecture {
  public MistralArchitecture() {
    super("mistral", "score", true, "lm_head");
  }

  @Override
  Form form(ConfigFields config, Outline outline) {
    return LlamaArchitecture.form(config, outline, config.count("sliding_window", 0), 0);
  }
}
