package org.peftbench.methods.lora;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.SiteModule;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Linear;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;

/** A method that hangs one low-rank module on each of its linear maps. */
public abstract class LoraFamily implements PeftMethod<LoraConfig> {
  @Override
  public LoraConfig defaults() {
    return LoraConfig.DEFAULT;
  }

  @Override
  public final Adaptation attach(Backbone backbone, LoraConfig config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, SiteModule> modules = new LinkedHashMap<>();
    for (Site site : sites) {
      Linear base =
          new Linear(
              site,
              backbone.parameters().get(site.weight()),
              backbone.parameters().get(site.bias()));
      modules.put(site, module(base, config.rankAt(site), config, parameters));
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  /**
   * Makes one site's module.
   *
   * @param base the frozen map
   * @param rank at most the smaller side of its weight
   * @param parameters to add the module's arrays to
   */
  protected abstract SiteModule module(
      Linear base, int rank, LoraConfig config, Parameters parameters);

  @Override
  public final Cost cost(Outline outline, LoraConfig config) {
    return Cost.of(sites(outline, config), site -> cost(site, config.rankAt(site)));
  }

  /** The cost at one site; a pair's, unless a method has other parts. */
  protected Cost cost(Site site, int rank) {
    return LoraModule.cost(site, rank);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr", "2dr");
  }

  private List<Site> sites(Outline outline, LoraConfig config) {
    List<Site> sites = Targets.selectLinear(outline, config.targets());
    config.checkPattern(name(), sites);
    sites.forEach(site -> Checks.rank(name(), config.rankAt(site), site));
    return sites;
  }
}
