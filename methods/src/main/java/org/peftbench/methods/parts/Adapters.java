package org.peftbench.methods.parts;

import org.peftbench.methods.Cost;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.Targets;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;

/** Hangs dense bottleneck adapters on sub-layers. */
public final class Adapters {
  private Adapters() {}

  /**
   * One adapter on each targeted sub-layer, beside what else hangs there.
   *
   * @param method for messages
   */
  public static void hang(
      String method,
      Taps.Builder taps,
      Backbone backbone,
      AdapterConfig config,
      Insertion insertion,
      AdapterInit init,
      Parameters parameters) {
    for (Site site : Targets.selectSublayers(backbone, config.targets())) {
      taps.sublayer(site, train(method, site, config, insertion, init, parameters));
    }
  }

  /** Cost of {@link #hang}. */
  public static Cost cost(String method, Outline outline, AdapterConfig config) {
    return Cost.of(
        Targets.selectSublayers(outline, config.targets()),
        site -> {
          int bottleneck = config.bottleneck(method, site);
          return Cost.staying(
              Mlp.size(site.out(), bottleneck, site.out()), 2L * site.out() * bottleneck);
        });
  }

  private static Adapter train(
      String method,
      Site site,
      AdapterConfig config,
      Insertion insertion,
      AdapterInit init,
      Parameters parameters) {
    int bottleneck = config.bottleneck(method, site);
    String name = site.module();
    return new Adapter(
        init.down(parameters, name + ".adapter_down", site.out(), bottleneck),
        NonLinearity.named(config.nonLinearity()),
        init.up(parameters, name + ".adapter_up", site.out(), bottleneck),
        config.scale(),
        insertion);
  }
}
