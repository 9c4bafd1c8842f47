package org.peftbench.methods.qlora;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.Targets;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.methods.quantized.NormalFloat;
import org.peftbench.methods.quantized.QuantizedLinear;
import org.peftbench.methods.quantized.QuantizedPeftForm;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/** LoRA whose frozen weights are rounded to NormalFloat blocks and made again at each use. */
public final class Qlora implements PeftMethod<Qlora.Config> {
  /**
   * The published defaults are rank 64, alpha 16, dropout 0.1, blocks of 64 with quantised scales,
   * on all linear maps of the layers.
   *
   * @param rank r, of the added product
   * @param alpha α; the product is scaled by α/r
   * @param dropout on what enters A, in training
   * @param targets roles of the linear maps it is added to
   * @param quantized roles of the linear maps whose weight is rounded
   * @param blockSize weights that share a scale
   * @param doubleQuantization whether scales are rounded to 8 bits
   */
  public record Config(
      int rank,
      double alpha,
      double dropout,
      List<String> targets,
      List<String> quantized,
      int blockSize,
      boolean doubleQuantization) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      targets = Checks.roles("targets", targets);
      quantized = Checks.roles("quantized", quantized);
      Checks.atLeast("block_size", blockSize, 1);
    }
  }

  @Override
  public String name() {
    return "qlora";
  }

  @Override
  public Config defaults() {
    return new Config(64, 16, 0.1, Targets.LAYER_MAPS, Targets.LAYER_MAPS, 64, true);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "QLoRA: LoRA on a backbone in 4 bits",
        "y = x·dequantize(NF4(W))ᵀ + b + (α/r)·dropout(x)AᵀBᵀ",
        "Dettmers et al. 2023, arXiv 2305.14314, equations 4 to 6",
        "For backbones too large for the memory; on small ones it costs quality and time. Does not start"
            + " at the frozen model.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    rounded(outline, config);
    return Cost.of(adapted(outline, config), site -> LoraModule.cost(site, config.rank()));
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr", "2dr");
  }

  private List<Site> adapted(Outline outline, Config config) {
    return Targets.selectLinear(name(), outline, config.targets(), config.rank());
  }

  private List<Site> rounded(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(outline, config.quantized());
    sites.forEach(site -> NormalFloat.check(name(), config.blockSize(), site));
    return sites;
  }

  @Override
  public PeftForm peftForm() {
    return new QuantizedPeftForm();
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> adapted = adapted(backbone, config);
    List<Site> rounded = rounded(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, SiteModule> modules = new LinkedHashMap<>();
    double scale = config.alpha() / config.rank();
    for (Site site : adapted) {
      modules.put(site, LoraModule.fresh(site, config.rank(), scale, config.dropout(), parameters));
    }
    try (Ops ops = Ops.evaluation(parameters.manager(), backbone.dtype())) {
      for (Site site : rounded) {
        QuantizedLinear.Weight weight =
            NormalFloat.store(
                ops,
                site,
                backbone.parameters().get(site.weight()),
                config.blockSize(),
                config.doubleQuantization(),
                parameters.manager());
        modules.compute(site, (same, lora) -> new QuantizedLinear(weight, lora));
      }
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }
}
