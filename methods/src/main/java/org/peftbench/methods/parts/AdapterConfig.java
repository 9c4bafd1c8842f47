package org.peftbench.methods.parts;

import java.util.List;
import org.peftbench.methods.Checks;
import org.peftbench.models.Site;
import org.peftbench.results.base.UserError;

/**
 * What there is to choose about a bottleneck adapter.
 *
 * @param reduction the hidden width divided by the bottleneck's
 * @param nonLinearity inside the bottleneck: relu, gelu, silu, tanh
 * @param scale of what the adapter adds
 * @param targets roles of the sub-layers that get one each
 */
public record AdapterConfig(
    int reduction, String nonLinearity, double scale, List<String> targets) {
  public AdapterConfig {
    Checks.atLeast("reduction", reduction, 1);
    NonLinearity.named(nonLinearity);
    Checks.positive("scale", scale);
    targets = Checks.roles("targets", targets);
  }

  /**
   * Width of the bottleneck at a site.
   *
   * @param method for the message
   * @throws UserError if it would be 0
   */
  public int bottleneck(String method, Site site) {
    if (reduction > site.out()) {
      throw new UserError(
          "%s config: reduction must be <= %d, the width at %s, got %d",
          method, site.out(), site, reduction);
    }
    return site.out() / reduction;
  }
}
