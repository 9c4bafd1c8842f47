package org.peftbench.models.decoder;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;
import org.peftbench.models.blocks.Activation;

/** Opens GPT-NeoX (Black et al. 2022, arXiv 2204.06745) and Pythia. */
public final class GptNeoXArchitecture extends DecoderArchitecture {
  public GptNeoXArchitecture() {
    super("gpt_neox", "classifier", true, "embed_out");
  }

  @Override
  Form form(ConfigFields config, Outline outline) {
    int width = (int) (Settings.headWidth(outline) * config.number("rotary_pct", 0.25));
    return new Form(
        "gpt_neox.",
        "embed_out",
        Activation.of(config.config(), "hidden_act", "gelu"),
        config.number("layer_norm_eps", 1e-5),
        config.flag("use_parallel_residual", true),
        Settings.rotary(config, width, "rotary_emb_base"),
        null,
        layer -> 0,
        Form.Dropout.EMBEDDINGS,
        new StoredLinears(outline.keyValueHeads(), false));
  }
}
