package org.peftbench.models.decoder;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.blocks.Rotary;

/** Opens GPT-J (Wang and Komatsuzaki 2021): rotation of neighbours, sub-layers side by side. */
public final class GptJArchitecture extends DecoderArchitecture {
  public GptJArchitecture() {
    super("gptj", null, true, "lm_head");
  }

  @Override
  Form form(ConfigFields config, Outline outline) {
    Settings.require(config, "tie_word_embeddings", false);
    int width = config.count("rotary_dim", Settings.headWidth(outline));
    return new Form(
        "transformer.",
        "lm_head",
        Activation.of(config.config(), "activation_function", "gelu_new"),
        config.number("layer_norm_epsilon", 1e-5),
        true,
        new Rotary(Rotary.frequencies(width, 10000), Rotary.Pairs.NEIGHBOURS),
        null,
        layer -> 0,
        Form.Dropout.EMBEDDINGS,
        StoredLinears.PLAIN);
  }
}
