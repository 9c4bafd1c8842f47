package org.peftbench.methods.parallel;

import java.util.List;
import org.peftbench.methods.MethodDescription;
import org.peftbench.methods.parts.AdapterConfig;
import org.peftbench.methods.parts.AdapterFamily;
import org.peftbench.methods.parts.AdapterInit;
import org.peftbench.methods.parts.Insertion;

/**
 * Puts a bottleneck beside the feed-forward and adds its scaled output: {@code y + s·U f(D x)}.
 *
 * <p>D [hidden/reduction, hidden] is random, U [hidden, hidden/reduction] starts at 0.
 */
public final class ParallelAdapter extends AdapterFamily {
  public ParallelAdapter() {
    super(Insertion.BESIDE, AdapterInit.LORA);
  }

  @Override
  public String name() {
    return "parallel-adapter";
  }

  /** The published bottleneck is 512 in a model of width 1024, scaled by 4. */
  @Override
  public AdapterConfig defaults() {
    return new AdapterConfig(2, "relu", 4, List.of("ffn_sublayer"));
  }

  @Override
  public MethodDescription description() {
    return new MethodDescription(
        "Scaled parallel adapter",
        "y + s·U f(D x) on the result y of the feed-forward of x",
        "He et al. 2021, arXiv 2110.04366, table 1 and section 4.6",
        "Strong where the budget allows a wide bottleneck; starts as the identity.");
  }
}
