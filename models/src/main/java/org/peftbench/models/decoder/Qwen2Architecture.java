package org.peftbench.models.decoder;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;

/**
 * Opens Qwen2 (Yang et al. 2024, arXiv 2407.10671): LLaMA with biases, and windows on later layers.
 */
public final class Qwen2Architecture extends DecoderArchitecture {
  public Qwen2Architecture() {
    super("qwen2", "score", true, "lm_head");
  }

  @Override
  Form form(ConfigFields config, Outline outline) {
    boolean windowed = config.flag("use_sliding_window", false);
    int window = windowed ? config.count("sliding_window", 4096) : 0;
    return LlamaArchitecture.form(config, outline, window, config.count("max_window_layers", 28));
  }
}
