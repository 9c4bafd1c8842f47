package org.peftbench.methods.lora;

import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.models.Linear;

/**
 * Adds {@code s·BA} to frozen matrices, with A [r, in] random, B [out, r] zero at the start and s =
 * α/r.
 */
public final class Lora extends LoraFamily {
  @Override
  public String name() {
    return "lora";
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "LoRA: low-rank adaptation",
        "y = xWᵀ + b + (α/r)·dropout(x)AᵀBᵀ",
        "Hu et al. 2021, arXiv 2106.09685, equation 3",
        "The common choice: robust to its settings, merges into the weights without cost at inference.");
  }

  @Override
  public PeftForm peftForm() {
    return new LoraPeftForm(true);
  }

  @Override
  protected LoraModule module(Linear base, int rank, LoraConfig config, Parameters parameters) {
    return LoraModule.fresh(base.site(), rank, config.alpha() / rank, config.dropout(), parameters);
  }
}
