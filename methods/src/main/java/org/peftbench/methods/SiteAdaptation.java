package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Backbone;
import org.peftbench.models.Linear;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** An adaptation made of one {@link SiteModule} a linear map; methods with more to do extend it. */
public class SiteAdaptation implements Adaptation {
  private final Backbone backbone;
  private final Parameters parameters;
  private final Map<Site, ? extends SiteModule> modules;
  private final Map<String, NDArray> whole;
  private final Taps taps;

  /** Hangs each module on its site. */
  public SiteAdaptation(
      Backbone backbone, Parameters parameters, Map<Site, ? extends SiteModule> modules) {
    this(backbone, parameters, modules, Map.of());
  }

  /**
   * The same beside parameters of the checkpoint that are trained as they are.
   *
   * @param whole by the checkpoint's names; none a weight that a module adapts
   */
  public SiteAdaptation(
      Backbone backbone,
      Parameters parameters,
      Map<Site, ? extends SiteModule> modules,
      Map<String, NDArray> whole) {
    this.backbone = backbone;
    this.parameters = parameters;
    this.modules = modules;
    this.whole = whole;
    Taps.Builder builder = Taps.builder();
    modules.forEach(builder::linear);
    whole.forEach(builder::parameter);
    taps = builder.build();
  }

  @Override
  public final Taps taps() {
    return taps;
  }

  @Override
  public final List<Trainable> trainables() {
    return parameters.trainables();
  }

  @Override
  public final Map<String, NDArray> buffers() {
    return parameters.buffers();
  }

  @Override
  public @Nullable Map<String, NDArray> merged(Ops ops) {
    Map<String, NDArray> merged = new LinkedHashMap<>();
    whole.forEach((name, trained) -> merged.put(name, ops.detach(trained)));
    for (Map.Entry<Site, ? extends SiteModule> entry : modules.entrySet()) {
      Linear base = base(entry.getKey());
      Linear plain = entry.getValue().merge(ops, base);
      if (plain == null) {
        return null;
      }
      if (plain.weight() != base.weight()) {
        merged.put(base.site().weight(), plain.weight());
      }
      if (plain.bias() != null && plain.bias() != base.bias()) {
        merged.put(base.site().bias(), plain.bias());
      }
    }
    return Merged.checked(ops, merged);
  }

  private Linear base(Site site) {
    Map<String, NDArray> frozen = backbone.parameters();
    NDArray bias = whole.getOrDefault(site.bias(), frozen.get(site.bias()));
    return new Linear(site, frozen.get(site.weight()), bias);
  }

  @Override
  public void close() {
    parameters.close();
  }
}
