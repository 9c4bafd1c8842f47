package org.peftbench.harness.cli;

import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Outline;
import org.peftbench.models.Site;
import org.peftbench.models.outline.Outlines;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunSpec;

/**
 * What a run's process takes at its peak, from sizes alone: a fixed part, the weights, for each
 * trained number a gradient and two moments, and the activations of Korthikanti et al. 2022 (arXiv
 * 2205.05198, equation 2) without the scores of attention, which the engine does not keep.
 *
 * <p>It errs on the large side: every batch is as long as the protocol allows.
 */
final class RoughMemory {
  /** Virtual machine, engine and rows. */
  private static final double FIXED = 700e6;

  /** Numbers kept for backward, a position, layer and unit of width. */
  private static final double KEPT = 17;

  private static final int GRADIENT_AND_MOMENTS = 3;

  private final Installation installation;

  RoughMemory(Installation installation) {
    this.installation = installation;
  }

  /** Bytes of one run. */
  double bytes(RunSpec spec) {
    Outline outline = Outlines.of(installation.models().fetch(spec.backbone().id()));
    int number = spec.dtype().equals("float64") ? Double.BYTES : Float.BYTES;
    double weights = outline.sizes().values().stream().mapToDouble(Long::doubleValue).sum();
    double trained =
        PeftMethods.named(spec.method().name()).cost(outline, spec.method().config()).trained();
    int layers = outline.sites().stream().mapToInt(Site::layer).max().orElse(0) + 1;
    Protocol protocol = spec.protocol();
    double positions =
        (double) protocol.batchSize()
            / protocol.accumulation()
            * Math.min(protocol.maxLength(), outline.maxPositions());
    double activations = KEPT * positions * outline.hiddenSize() * layers;
    return FIXED + number * (weights + GRADIENT_AND_MOMENTS * trained + activations);
  }
}
