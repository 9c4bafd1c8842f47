package org.peftbench.methods.loraprune;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.Targets;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** LoRA that masks the least important heads and feed-forward channels, more and more of them. */
public final class LoraPrune implements PeftMethod<LoraPrune.Config> {
  private static final Set<Role> ATTENTION = EnumSet.of(Role.QUERY, Role.KEY, Role.VALUE);
  private static final Set<Role> FEEDFORWARD = EnumSet.of(Role.FFN_UP, Role.FFN_GATE);

  /**
   * The published code's numbers. That code never prunes the first tenth of the layers nor the last
   * one; here every layer is pruned.
   *
   * @param rank r, of the added product
   * @param alpha α; the product is scaled by α/r
   * @param dropout on what enters A, in training
   * @param sparsity share of heads and of channels that is masked in the end
   * @param warmup share of the training before the first is
   * @param cooldown share of the training after the last is
   * @param interval steps from one pruning to the next
   * @param targets roles of the linear maps it is added to; heads are masked at query, key and
   *     value, channels at ffn_up and ffn_gate, and the others help to judge them
   */
  public record Config(
      int rank,
      double alpha,
      double dropout,
      double sparsity,
      double warmup,
      double cooldown,
      int interval,
      List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      Checks.positive("sparsity", sparsity);
      Checks.probability("sparsity", sparsity);
      Checks.probability("warmup", warmup);
      Checks.probability("cooldown", cooldown);
      Checks.probability("warmup + cooldown", warmup + cooldown);
      Checks.atLeast("interval", interval, 1);
      targets = Checks.roles("targets", targets);
      List<Role> roles = targets.stream().map(Role::named).toList();
      long headed = roles.stream().filter(ATTENTION::contains).count();
      if (headed != 0 && headed != ATTENTION.size()) {
        throw new UserError(
            "targets must name all of query, key, value or none: heads are pruned whole, got %s",
            targets);
      }
      if (headed == 0 && roles.contains(Role.ATTENTION_OUTPUT)) {
        throw new UserError("target attention_output needs query, key and value, got %s", targets);
      }
      boolean channels = roles.stream().anyMatch(FEEDFORWARD::contains);
      if (!channels && roles.contains(Role.FFN_DOWN)) {
        throw new UserError("target ffn_down needs ffn_up, got %s", targets);
      }
      if (headed == 0 && !channels) {
        throw new UserError(
            "targets must name query, key and value, or ffn_up: there is nothing else to prune, got %s",
            targets);
      }
    }

    /** Refuses a training too short for the schedule. */
    void checkSteps(int totalSteps) {
      int lastPruning = totalSteps / interval * interval;
      if (lastPruning == 0 || sparsity(lastPruning, totalSteps) < sparsity) {
        throw new UserError(
            "loraprune config: interval %d has no step in the cool-down of a training of %d steps, which"
                + " would end below its sparsity: lower interval or train longer",
            interval, totalSteps);
      }
    }

    /**
     * Refuses a sparsity of which nothing is left in whole heads and channels.
     *
     * @param units the most that a layer has of one of them
     */
    void checkUnits(int units) {
      if (masked(units) == 0) {
        throw new UserError(
            "loraprune config: sparsity %s of a layer's %d heads or channels is less than one, so"
                + " nothing would be pruned: %s",
            sparsity,
            units,
            units == 1 ? "add ffn_up to targets" : "raise it above 1/%d".formatted(units));
      }
    }

    /** How many of so many heads or channels are masked in the end. */
    int masked(int units) {
      return (int) (units * sparsity);
    }

    /** The share that is pruned after a step: it grows as a cube from 0 (equation 10). */
    double sparsity(int step, int totalSteps) {
      double rise = warmup * totalSteps;
      double end = totalSteps - cooldown * totalSteps;
      if (step <= rise) {
        return 0;
      }
      double left = step >= end ? 0 : 1 - (step - rise) / (end - rise);
      return sparsity * (1 - Math.pow(left, 3));
    }
  }

  @Override
  public String name() {
    return "loraprune";
  }

  @Override
  public Config defaults() {
    return new Config(8, 16, 0.05, 0.5, 0.1, 0.1, 10, Targets.LAYER_MAPS);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "LoRAPrune: structured pruning guided by LoRA",
        "y = m ⊙ (xWᵀ + b + s·dropout(x)AᵀBᵀ), m 0 for heads and channels of least smoothed "
            + "|(∇B·A + B·∇A − ∇B·∇A) ⊙ (W + s·BA)|, s = α/r",
        "Zhang et al. 2023, arXiv 2305.18403, equations 7 to 10",
        "Where the adapted network itself must become smaller; costs quality that LoRA keeps. Every layer"
            + " is pruned, where the published code spares the first tenth of them and the last.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        sites(outline, config),
        site -> {
          int mask = isMasked(site) ? site.out() : 0;
          return LoraModule.cost(site, config.rank()).plus(Cost.merging(0, mask).remembering(mask));
        });
  }

  @Override
  public void checkSteps(Outline outline, Config config, int totalSteps) {
    config.checkSteps(totalSteps);
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr", "2dr + d");
  }

  private List<Site> sites(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(name(), outline, config.targets(), config.rank());
    config.checkUnits(sites.stream().mapToInt(site -> units(outline, site)).max().orElseThrow());
    return sites;
  }

  /** Heads or channels that a site's outputs, or without a mask its inputs, are cut into. */
  private static int units(Outline outline, Site site) {
    if (isOfHead(site)) {
      return outline.keyValueHeads();
    }
    return isMasked(site) ? site.out() : site.in();
  }

  private static boolean isOfHead(Site site) {
    return ATTENTION.contains(site.role()) || site.role() == Role.ATTENTION_OUTPUT;
  }

  /** What a site is pruned together with; attentions that look across are a stack of their own. */
  private static String block(Site site) {
    String units = isOfHead(site) ? "heads" : "channels";
    return "%s.%d.%s".formatted(site.stack(), site.layer(), units);
  }

  private static boolean isMasked(Site site) {
    return ATTENTION.contains(site.role()) || FEEDFORWARD.contains(site.role());
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    List<Site> sites = sites(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    double scale = config.alpha() / config.rank();
    Map<Site, PrunedModule> modules = new LinkedHashMap<>();
    Map<String, PruningGroup> groups = new LinkedHashMap<>();
    for (Site site : sites) {
      boolean masked = isMasked(site);
      LoraModule pair = LoraModule.fresh(site, config.rank(), scale, config.dropout(), parameters);
      NDArray ones = parameters.initializer().constant(new Shape(site.out()), 1);
      NDArray mask = masked ? parameters.remember(site.module() + ".lora_mask", ones) : null;
      PrunedModule module =
          new PrunedModule(site, backbone.parameters().get(site.weight()), pair, mask);
      modules.put(site, module);
      int units = units(backbone, site);
      groups
          .computeIfAbsent(block(site), name -> new PruningGroup(name, units, parameters.manager()))
          .add(module);
    }
    return new LoraPruneAdaptation(
        backbone, parameters, modules, List.copyOf(groups.values()), config);
  }
}
