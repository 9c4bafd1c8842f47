package org.peftbench.methods.pissa;

import ai.djl.ndarray.NDArray;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.lora.LoraConfig;
import org.peftbench.methods.lora.LoraFamily;
import org.peftbench.methods.lora.ResidualLoraModule;
import org.peftbench.methods.lora.ResidualPeftForm;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/** LoRA that starts at the weight's r largest singular directions and freezes the rest. */
public final class Pissa extends LoraFamily {
  @Override
  public String name() {
    return "pissa";
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "PiSSA: principal singular values and vectors adaptation",
        "y = x(W − s·B₀A₀)ᵀ + b + s·dropout(x)AᵀBᵀ; W = USVᵀ, B₀ = U_r√(S_r/s), A₀ = √(S_r/s)V_rᵀ",
        "Meng, Wang, Zhang 2024, arXiv 2404.02948, equations 2 to 4",
        "Converges faster than LoRA from the same rank; costs an SVD of each weight at the start.");
  }

  @Override
  public PeftForm peftForm() {
    return new ResidualPeftForm();
  }

  @Override
  protected ResidualLoraModule module(
      Linear base, int rank, LoraConfig config, Parameters parameters) {
    double scale = config.alpha() / rank;
    try (Ops ops = Ops.evaluation(parameters.manager(), base.weight().getDataType())) {
      Ops.Svd svd = ops.svd(base.weight());
      NDArray roots = ops.sqrt(ops.scale(ops.slice(svd.values(), 0, 0, rank), 1 / scale)); // [rank]
      NDArray b = ops.multiply(ops.slice(svd.u(), 1, 0, rank), roots); // [out, rank]
      NDArray rows = ops.slice(svd.vt(), 0, 0, rank); // [rank, in]
      NDArray a = ops.multiply(rows, ops.reshape(roots, rank, 1));
      return ResidualLoraModule.from(ops, base.site(), a, b, scale, config.dropout(), parameters);
    }
  }

  @Override
  protected Cost cost(Site site, int rank) {
    return ResidualLoraModule.cost(site, rank);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr", "4dr");
  }
}
