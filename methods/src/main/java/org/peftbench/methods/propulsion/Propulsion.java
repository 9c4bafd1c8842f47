package org.peftbench.methods.propulsion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.LayerRange;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Initializer;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/** Scales what a site gives, bias included, by {@code z^k}: one vector z a site, 1 at the start. */
public final class Propulsion implements PeftMethod<PropulsionConfig> {
  @Override
  public String name() {
    return "propulsion";
  }

  /** The published defaults: degree 15 on all sites. */
  @Override
  public PropulsionConfig defaults() {
    return new PropulsionConfig(
        15,
        List.of(
            "token_embedding",
            "position_embedding",
            "type_embedding",
            "query",
            "key",
            "value",
            "attention_output",
            "ffn_up",
            "ffn_gate",
            "ffn_down"),
        "all",
        "constant",
        1,
        0,
        1,
        "average",
        "before",
        "before",
        false);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Propulsion",
        "y = (xWᵀ + b) ⊙ z^k; with several vectors, y = (xWᵀ + b) ⊙ pool(z₁^k, z₂^k, ...)",
        "Kowsher et al. 2024, arXiv 2409.10927; several vectors: its appendix F",
        "Very few parameters, no cost at inference once merged; the degree acts like a learning rate.");
  }

  @Override
  public Adaptation attach(Backbone backbone, PropulsionConfig config, long seed) {
    List<Site> sites = sites(backbone, config);
    List<Thruster> places =
        sites.stream().map(site -> Thruster.at(site, config, backbone)).toList();
    Parameters parameters = new Parameters(backbone, seed);
    Map<Thruster, NDArray> vectors = new LinkedHashMap<>();
    for (Thruster place : places) {
      String name = place.site().module() + ".propulsion";
      NDArray start = start(name, place.site().out(), config, backbone, parameters);
      vectors.put(place, parameters.trainUndecayed(name, start));
    }
    Map<String, NDArray> biases = new LinkedHashMap<>();
    for (Site site : sites) {
      NDArray bias = backbone.parameters().get(site.bias());
      if (config.biases() && bias != null) {
        biases.put(site.bias(), parameters.trainCopy(site.bias(), bias));
      }
    }
    return new PropulsionAdaptation(backbone, parameters, vectors, biases, config);
  }

  @Override
  public Cost cost(Outline outline, PropulsionConfig config) {
    Map<String, Long> sizes = outline.sizes();
    return Cost.of(
        sites(outline, config),
        site -> {
          long vectors = (long) config.vectors() * site.out();
          long bias = config.biases() ? sizes.getOrDefault(site.bias(), 0L) : 0;
          boolean mergeable = Thruster.at(site, config, outline).folds();
          return new Cost(vectors + bias, 0, site.out(), mergeable);
        });
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("d", "d");
  }

  private static List<Site> sites(Outline outline, PropulsionConfig config) {
    List<Site> targets = Targets.select(outline, config.targets());
    return LayerRange.parse(config.layers()).of(outline, targets);
  }

  /** A single vector is [out], several are [vectors, out]. */
  private static NDArray start(
      String name, int out, PropulsionConfig config, Backbone backbone, Parameters parameters) {
    Shape shape = config.vectors() == 1 ? new Shape(out) : new Shape(config.vectors(), out);
    Initializer initializer = parameters.initializer();
    try (NDArray spread =
            switch (config.init()) {
              case "uniform" -> initializer.uniform(name, shape, config.initScale());
              case "normal" -> initializer.normal(name, shape, config.initScale());
              default -> initializer.constant(shape, 0);
            };
        Ops ops = Ops.evaluation(parameters.manager(), backbone.dtype())) {
      return ops.keep(ops.shift(spread, config.initCenter()), parameters.manager());
    }
  }
}
