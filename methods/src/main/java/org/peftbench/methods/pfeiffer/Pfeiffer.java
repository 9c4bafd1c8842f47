package org.peftbench.methods.pfeiffer;

import java.util.List;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.parts.AdapterConfig;
import org.peftbench.methods.parts.AdapterFamily;
import org.peftbench.methods.parts.AdapterInit;
import org.peftbench.methods.parts.Insertion;

/**
 * Puts a bottleneck behind the feed-forward that reads the normalised output and adds to the raw
 * one: {@code y + U f(D h)}, {@code h = norm(y + x)}, before residual and norm.
 *
 * <p>D [hidden/reduction, hidden], U [hidden, hidden/reduction]. Where the backbone's norm does not
 * stand behind the residual, h is {@code y + x}.
 */
public final class Pfeiffer extends AdapterFamily {
  public Pfeiffer() {
    super(Insertion.AFTER_NORM, AdapterInit.BERT);
  }

  @Override
  public String name() {
    return "pfeiffer";
  }

  /** One adapter in sixteen of the width, as AdapterHub ships it. */
  @Override
  public AdapterConfig defaults() {
    return new AdapterConfig(16, "relu", 1, List.of("ffn_sublayer"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Pfeiffer adapters",
        "y + U f(D h) on the result y of the feed-forward, h = norm(y + x)",
        "Pfeiffer et al. 2020, arXiv 2005.00052, equation 1",
        "Half of the cost of Houlsby adapters at nearly their quality.");
  }
}
