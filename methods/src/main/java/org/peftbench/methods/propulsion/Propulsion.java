package org.peftbench.methods.propulsion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Checks;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/** Scales what a site gives, bias included, by {@code z^k}: one vector z a site, 1 at the start. */
public final class Propulsion implements PeftMethod<Propulsion.Config> {
  /**
   * The published defaults are degree 15 on all sites ("Propulsion All"); {@code [query, key,
   * value]} is "Propulsion Attn".
   *
   * @param degree k, applied to each element of z
   * @param targets roles of linear maps and embeddings whose output is scaled
   */
  public record Config(int degree, List<String> targets) {
    public Config {
      Checks.atLeast("degree", degree, 1);
      targets = Checks.roles("targets", targets);
      for (String target : targets) {
        Role role = Role.named(target);
        if (!role.isLinear() && !role.isEmbedding()) {
          throw new UserError("targets must be linear maps or embeddings, got %s", target);
        }
      }
    }
  }

  @Override
  public String name() {
    return "propulsion";
  }

  @Override
  public Config defaults() {
    return new Config(
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
            "ffn_down"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Propulsion",
        "y = (xWᵀ + b) ⊙ z^k",
        "Kowsher et al. 2024, arXiv 2409.10927, equations 1 to 3",
        "Very few parameters, no cost at inference once merged; the degree acts like a learning rate.");
  }

  @Override
  public Adaptation attach(Backbone backbone, Config config, long seed) {
    Parameters parameters = new Parameters(backbone, seed);
    Map<Site, NDArray> vectors = new LinkedHashMap<>();
    for (Site site : Targets.select(backbone, config.targets())) {
      NDArray ones = parameters.initializer().constant(new Shape(site.out()), 1);
      vectors.put(site, parameters.trainUndecayed(site.module() + ".propulsion", ones));
    }
    return new PropulsionAdaptation(backbone, parameters, vectors, config.degree());
  }
}
