package org.peftbench.methods.rslora;

import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.lora.LoraConfig;
import org.peftbench.methods.lora.LoraFamily;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.methods.lora.LoraPeftForm;
import org.peftbench.models.Linear;

/** LoRA with s = α/√r, so that what is learned does not shrink as the rank grows. */
public final class RsLora extends LoraFamily {
  @Override
  public String name() {
    return "rslora";
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "rsLoRA: rank-stabilized LoRA",
        "y = xWᵀ + b + (α/√r)·dropout(x)AᵀBᵀ",
        "Kalajdzievski 2023, arXiv 2312.03732, theorem 3.2",
        "LoRA at high ranks; at a given alpha it steps √r times as far as LoRA, so lower the rate.");
  }

  @Override
  public PeftForm peftForm() {
    return new LoraPeftForm(true, "use_rslora");
  }

  @Override
  protected LoraModule module(Linear base, int rank, LoraConfig config, Parameters parameters) {
    double scale = config.alpha() / Math.sqrt(rank);
    return LoraModule.fresh(base.site(), rank, scale, config.dropout(), parameters);
  }
}
