package org.peftbench.methods.houlsby;

import java.util.List;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.parts.AdapterConfig;
import org.peftbench.methods.parts.AdapterFamily;
import org.peftbench.methods.parts.AdapterInit;
import org.peftbench.methods.parts.Insertion;

/**
 * Puts a bottleneck behind attention and feed-forward, before each residual: {@code y + U f(D y)}.
 *
 * <p>D [hidden/reduction, hidden] and U [hidden, hidden/reduction] start near 0. The paper trains
 * the layer norms too; here they stay frozen, as in the libraries that took adapters up.
 */
public final class Houlsby extends AdapterFamily {
  public Houlsby() {
    super(Insertion.AFTER, AdapterInit.HOULSBY);
  }

  @Override
  public String name() {
    return "houlsby";
  }

  /** The published bottleneck is 64 in a model of width 1024. */
  @Override
  public AdapterConfig defaults() {
    return new AdapterConfig(16, "gelu", 1, List.of("attention_sublayer", "ffn_sublayer"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Houlsby adapters",
        "y + U f(D y) on the result y of attention and feed-forward",
        "Houlsby et al. 2019, arXiv 1902.00751, section 2",
        "Robust on small and medium data; twice the cost of one adapter a layer, and none of it merges.");
  }
}
