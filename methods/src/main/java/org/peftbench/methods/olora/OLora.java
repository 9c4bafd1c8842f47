package org.peftbench.methods.olora;

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

/** LoRA that starts at the first r columns and rows of the weight's QR decomposition. */
public final class OLora extends LoraFamily {
  @Override
  public String name() {
    return "olora";
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "OLoRA: orthonormal low-rank adaptation",
        "y = x(W − s·B₀A₀)ᵀ + b + s·dropout(x)AᵀBᵀ; W = QR, B₀ = Q_r, A₀ = R_r",
        "Büyükakyüz 2024, arXiv 2406.01775, algorithm 1",
        "Converges faster than LoRA from the same rank; its QR is cheaper than PiSSA's SVD.");
  }

  @Override
  public PeftForm peftForm() {
    return new ResidualPeftForm();
  }

  @Override
  protected ResidualLoraModule module(
      Linear base, int rank, LoraConfig config, Parameters parameters) {
    try (Ops ops = Ops.evaluation(parameters.manager(), base.weight().getDataType())) {
      Ops.Qr qr = ops.qr(base.weight());
      return ResidualLoraModule.from(
          ops,
          base.site(),
          ops.slice(qr.r(), 0, 0, rank), // [rank, in]
          ops.slice(qr.q(), 1, 0, rank), // [out, rank]
          config.alpha() / rank,
          config.dropout(),
          parameters);
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
