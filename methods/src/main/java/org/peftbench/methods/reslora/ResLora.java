package org.peftbench.methods.reslora;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.Targets;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** LoRA with residual paths between the products of neighbouring layers. */
public final class ResLora implements PeftMethod<ResLora.Config> {
  /** Where a product takes its neighbours up. */
  public enum Structure {
    /** The neighbour's input is added to the input. */
    INPUT,
    /** The neighbours' products act on the same input. */
    BLOCK,
    /** The neighbours' inner vectors are added to the inner vector. */
    MIDDLE;

    static Structure named(String name) {
      return Arrays.stream(values())
          .filter(structure -> structure.toString().equals(name))
          .findFirst()
          .orElseThrow(
              () ->
                  Names.unknown(
                      "structure",
                      name,
                      Arrays.stream(values()).map(Structure::toString).toList()));
    }

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The published code's rank, alpha, dropout and sites; of its three structures the one that
   * merges exactly, with one neighbour.
   *
   * @param rank r, of the added product
   * @param alpha α; the product is scaled by α/r
   * @param dropout on what enters A, in training
   * @param structure {@code input}, {@code block} or {@code middle}
   * @param previous how many layers back the paths go; the input structure goes one
   * @param targets roles of the linear maps it is added to
   */
  public record Config(
      int rank,
      double alpha,
      double dropout,
      String structure,
      int previous,
      List<String> targets) {
    public Config {
      Checks.atLeast("rank", rank, 1);
      Checks.positive("alpha", alpha);
      Checks.probability("dropout", dropout);
      Checks.atLeast("previous", previous, 1);
      targets = Checks.roles("targets", targets);
      if (Structure.named(structure) == Structure.INPUT && previous != 1) {
        throw new UserError("previous must be 1 for structure input, got %d", previous);
      }
    }
  }

  @Override
  public String name() {
    return "reslora";
  }

  @Override
  public Config defaults() {
    return new Config(16, 32, 0.05, "block", 1, Targets.LAYER_MAPS);
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "ResLoRA: identity residual mapping in low-rank adaptation",
        "layer n: y = xₙWₙᵀ + b + s·(xₙ + xₙ₋₁)AₙᵀBₙᵀ (input), "
            + "s·Σₖ xₙAₙ₋ₖᵀBₙ₋ₖᵀ (block), s·(Σₖ xₙ₋ₖAₙ₋ₖᵀ)Bₙᵀ (middle); s = α/r, k from 0 to previous",
        "Shi et al. 2024, arXiv 2402.18039, equations 3 to 5",
        "Converges in fewer steps than LoRA; of its structures only block merges without error.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    Structure structure = Structure.named(config.structure());
    Map<Site, List<Site>> neighbours = neighbours(outline, config);
    return Cost.of(
        List.copyOf(neighbours.keySet()),
        site -> {
          long pair = LoraModule.size(site, config.rank());
          return structure == Structure.BLOCK
              ? Cost.merging(pair, pair * (1 + neighbours.get(site).size()))
              : Cost.staying(pair, pair);
        });
  }

  /** Behind the first layer. */
  @Override
  public CostFormula costFormula() {
    return new CostFormula("2dr", "4dr");
  }

  /** Each targeted map with those of earlier layers that it is linked to, the nearest first. */
  private Map<Site, List<Site>> neighbours(Outline outline, Config config) {
    List<Site> sites = Targets.selectLinear(name(), outline, config.targets(), config.rank());
    Map<Site, List<Site>> neighbours = new LinkedHashMap<>();
    for (Site site : sites) {
      neighbours.put(
          site,
          sites.stream()
              .filter(earlier -> isBefore(earlier, site))
              .sorted(Comparator.comparing(earlier -> -earlier.layer()))
              .limit(config.previous())
              .toList());
    }
    if (neighbours.values().stream().allMatch(List::isEmpty)) {
      throw new UserError(
          "reslora targets %s have no second layer to link to in this backbone", config.targets());
    }
    return neighbours;
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Map<Site, List<Site>> neighbours = neighbours(backbone, config);
    Parameters parameters = new Parameters(backbone, seed);
    Structure structure = Structure.named(config.structure());
    double scale = config.alpha() / config.rank();
    Map<Site, ResLoraModule> modules = new LinkedHashMap<>();
    neighbours.forEach(
        (site, earlier) -> {
          LoraModule pair =
              LoraModule.fresh(site, config.rank(), scale, config.dropout(), parameters);
          List<ResLoraModule> linked = earlier.stream().map(modules::get).toList();
          modules.put(site, new ResLoraModule(pair, structure, linked));
        });
    return new SiteAdaptation(backbone, parameters, modules);
  }

  @Override
  public void checkRecomputation(Config config) {
    if (Structure.named(config.structure()) != Structure.BLOCK) {
      throw new UserError(
          "structure %s hands arrays from layer to layer, so no layer can be computed again by"
              + " itself: leave gradient_checkpointing out, or take structure block",
          config.structure());
    }
  }

  /** Whether two sites do the same in the same stack, the first in an earlier layer. */
  private static boolean isBefore(Site first, Site second) {
    return first.role() == second.role()
        && first.stack().equals(second.stack())
        && first.kind().equals(second.kind())
        && first.layer() < second.layer();
  }
}
