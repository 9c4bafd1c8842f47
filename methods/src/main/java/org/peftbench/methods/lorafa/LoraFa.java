package org.peftbench.methods.lorafa;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.lora.LoraConfig;
import org.peftbench.methods.lora.LoraFamily;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.methods.lora.LoraPeftForm;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;

/** LoRA that trains B alone; A keeps its random start and is saved with the adapter. */
public final class LoraFa extends LoraFamily {
  @Override
  public String name() {
    return "lora-fa";
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "LoRA-FA: LoRA with frozen A",
        "y = xWᵀ + b + (α/r)·dropout(x)AᵀBᵀ, only B trained",
        "Zhang et al. 2023, arXiv 2308.03303, equation 2",
        "Where activations fill the memory: backward needs the r numbers behind A, not the inputs.");
  }

  @Override
  public PeftForm peftForm() {
    return new LoraPeftForm(false);
  }

  @Override
  protected LoraModule module(Linear base, int rank, LoraConfig config, Parameters parameters) {
    Site site = base.site();
    NDArray a = LoraModule.randomA(site, rank, parameters);
    return new LoraModule(
        parameters.remember(LoraModule.nameA(site), a),
        LoraModule.zeroB(site, rank, parameters),
        config.alpha() / rank,
        config.dropout());
  }

  @Override
  protected Cost cost(Site site, int rank) {
    return Cost.merging((long) rank * site.out(), LoraModule.size(site, rank))
        .remembering((long) rank * site.in());
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("dr", "2dr");
  }
}
