package org.peftbench.methods.fourierft;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.Cost;
import org.peftbench.methods.CostFormula;
import org.peftbench.methods.DeltaModule;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftForm;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftSettings;
import org.peftbench.methods.SiteAdaptation;
import org.peftbench.methods.SitePeftForm;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Matrices;
import org.peftbench.results.base.UserError;

/**
 * Adds the inverse Fourier transform of a sparse spectrum: n coefficients are trained, at places
 * that a seed fixes.
 */
public final class FourierFt implements PeftMethod<FourierFt.Config> {
  /**
   * The defaults are those of Hugging Face peft: 1000 coefficients from N(0, 1), on queries and
   * values.
   *
   * @param coefficients n, of each site
   * @param scaling of the transformed matrix
   * @param locationSeed fixes the places, which all sites of one shape share; the same as peft's
   *     for the same seed
   * @param targets roles of the linear maps it is added to
   */
  public record Config(int coefficients, double scaling, long locationSeed, List<String> targets) {
    public Config {
      Checks.atLeast("coefficients", coefficients, 1);
      Checks.positive("scaling", scaling);
      targets = Checks.roles("targets", targets);
    }
  }

  @Override
  public String name() {
    return "fourierft";
  }

  @Override
  public Config defaults() {
    return new Config(1000, 150, 777, List.of("query", "value"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "FourierFT: fine-tuning by discrete Fourier transform",
        "y = x(W + s·Re(ifft2(F)))ᵀ + b, F zero but at n places",
        "Gao et al. 2024, arXiv 2405.03003, equations 2 to 4",
        "Very few parameters; the transform of a whole matrix in each step takes time. Does not start at"
            + " the frozen model.");
  }

  @Override
  public Cost cost(Outline outline, Config config) {
    return Cost.of(
        Targets.selectLinear(outline, config.targets()),
        site -> {
          checkCount(config, site);
          return Cost.merging(config.coefficients(), 0);
        });
  }

  @Override
  public CostFormula costFormula() {
    return new CostFormula("c", "0");
  }

  @Override
  public PeftForm peftForm() {
    return new SitePeftForm(
        new PeftSettings(
            "FOURIERFT",
            Map.of(
                "coefficients",
                "n_frequency",
                "scaling",
                "scaling",
                "location_seed",
                "random_loc_seed"),
            Map.of(),
            Set.of()));
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, DeltaModule> modules = new LinkedHashMap<>();
    for (Site site : Targets.selectLinear(backbone, config.targets())) {
      modules.put(site, module(site, config, parameters));
    }
    return new SiteAdaptation(backbone, parameters, modules);
  }

  private DeltaModule module(Site site, Config config, Parameters parameters) {
    checkCount(config, site);
    long size = (long) site.out() * site.in();
    int count = config.coefficients();
    String name = site.module() + ".fourierft_spectrum";
    Shape shape = new Shape(count);
    NDArray spectrum = parameters.train(name, parameters.initializer().normal(name, shape, 1));
    long[] places = Places.of(count, Math.toIntExact(size), config.locationSeed());
    return ops -> {
      NDArray flat = Matrices.scatter(ops, spectrum, ops.longs(places, shape), size);
      NDArray dense = ops.reshape(flat, site.out(), site.in());
      return ops.scale(Matrices.inverseFourier(ops, dense), config.scaling());
    };
  }

  private void checkCount(Config config, Site site) {
    long size = (long) site.out() * site.in();
    if (config.coefficients() > size) {
      throw new UserError(
          "%s config: coefficients must be <= %d, the elements of %s, got %d",
          name(), size, site, config.coefficients());
    }
  }
}
