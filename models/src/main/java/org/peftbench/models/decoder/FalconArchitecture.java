package org.peftbench.models.decoder;

import org.peftbench.models.ConfigFields;
import org.peftbench.models.Outline;
import org.peftbench.models.blocks.Activation;
import org.peftbench.models.blocks.Alibi;
import org.peftbench.results.base.UserError;

/** Opens Falcon (Almazrouei et al. 2023, arXiv 2311.16867) in its three forms; see its outline. */
public final class FalconArchitecture extends DecoderArchitecture {
  public FalconArchitecture() {
    super("falcon", "classifier", true, "lm_head");
  }

  @Override
  Form form(ConfigFields config, Outline outline) {
    boolean parallel = config.flag("parallel_attn", true);
    if (config.flag("new_decoder_architecture", false) && !parallel) {
      throw new UserError(
          "config.json: parallel_attn must be true where new_decoder_architecture is true");
    }
    boolean biased = config.flag("alibi", false);
    return new Form(
        "transformer.",
        "lm_head",
        Activation.of(config.config(), "activation", "gelu"),
        config.number("layer_norm_epsilon", 1e-5),
        parallel,
        biased ? null : Settings.rotary(config, Settings.headWidth(outline), "rope_theta"),
        biased ? alibi(config.positive("num_attention_heads"), outline) : null,
        layer -> 0,
        Form.Dropout.SUBLAYERS,
        new StoredLinears(outline.keyValueHeads(), false));
  }

  /** Falcon was trained with biases in bfloat16, which are scaled as the scores are. */
  private static Alibi alibi(int heads, Outline outline) {
    double scale = Math.sqrt(Settings.headWidth(outline));
    return new Alibi(heads, FalconArchitecture::bfloat16, bias -> bfloat16(bias) / scale);
  }

  /** The nearest number of 8 significant bits, of two the even one. */
  static double bfloat16(double x) {
    if (x == 0) {
      return 0;
    }
    double unit = Math.scalb(1.0, Math.getExponent((float) x) - 7);
    return Math.rint((float) x / unit) * unit;
  }
}
