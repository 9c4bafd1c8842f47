package org.peftbench.methods.dora;

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
import org.peftbench.models.ops.Ops;

/** LoRA for the direction of each row of the weight, a trained number for its length. */
public final class Dora extends LoraFamily {
  @Override
  public String name() {
    return "dora";
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "DoRA: weight-decomposed low-rank adaptation",
        "y = m/‖W + s·BA‖ ⊙ x(W + s·BA)ᵀ + b, s = α/r, m and ‖·‖ by row",
        "Liu et al. 2024, arXiv 2402.09353, equations 5 and 11",
        "Often above LoRA at low ranks, at a higher cost a step: it builds s·BA to take its norms.");
  }

  @Override
  public PeftForm peftForm() {
    return new LoraPeftForm(true, "use_dora");
  }

  @Override
  protected DoraModule module(Linear base, int rank, LoraConfig config, Parameters parameters) {
    Site site = base.site();
    LoraModule pair =
        LoraModule.fresh(site, rank, config.alpha() / rank, config.dropout(), parameters);
    try (Ops ops = Ops.evaluation(parameters.manager(), base.weight().getDataType())) {
      NDArray norms = ops.keep(DoraModule.rowNorms(ops, base.weight()), parameters.manager());
      String name = site.module() + ".lora_magnitude_vector";
      return new DoraModule(pair, parameters.trainUndecayed(name, norms));
    }
  }

  @Override
  protected Cost cost(Site site, int rank) {
    return super.cost(site, rank).plus(Cost.merging(site.out(), site.out()));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr + d", "2dr + d");
  }
}
