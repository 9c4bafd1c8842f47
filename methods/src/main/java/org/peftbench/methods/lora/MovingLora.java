package org.peftbench.methods.lora;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Cost;
import org.peftbench.methods.Parameters;
import org.peftbench.methods.SiteModule;
import org.peftbench.models.Backbone;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/**
 * A pair beside a copy of the frozen weight that training moves too, though no gradient does.
 *
 * @param pair A and B
 * @param weight [out, in], from the frozen one's values; saved with the adapter
 */
public record MovingLora(LoraModule pair, NDArray weight) implements SiteModule {
  /** Fresh pairs beside copies, one on each site. */
  public static Map<Site, MovingLora> fresh(
      Backbone backbone,
      List<Site> sites,
      int rank,
      double scale,
      double dropout,
      Parameters parameters) {
    Map<Site, MovingLora> modules = new LinkedHashMap<>();
    for (Site site : sites) {
      NDArray frozen = backbone.parameters().get(site.weight());
      LoraModule pair = LoraModule.fresh(site, rank, scale, dropout, parameters);
      NDArray copy = parameters.initializer().copy(frozen);
      modules.put(site, new MovingLora(pair, parameters.remember(site.weight(), copy)));
    }
    return modules;
  }

  /** Cost of one. */
  public static Cost cost(Site site, int rank) {
    return LoraModule.cost(site, rank).remembering((long) site.in() * site.out());
  }

  @Override
  public NDArray apply(Ops ops, NDArray x, Linear base) {
    return pair.apply(ops, x, moved(base));
  }

  @Override
  public Linear merge(Ops ops, Linear base) {
    return pair.merge(ops, moved(base));
  }

  private Linear moved(Linear base) {
    return new Linear(base.site(), weight, base.bias());
  }

  /** Adds to the weight: [out, in]. */
  public void move(Ops ops, NDArray change) {
    ops.assign(weight, ops.add(weight, change));
  }
}
