package org.peftbench.models.deberta;

import ai.djl.ndarray.NDArray;
import org.peftbench.models.FrozenParameters;
import org.peftbench.models.Parts;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** The convolution over neighbouring embeddings that is added behind the first layer. */
final class DebertaConvolution {
  private static final String WEIGHT = "encoder.conv.conv.weight";
  private static final String BIAS = "encoder.conv.conv.bias";

  private final DebertaConfig config;
  private final Parts parts;
  private final Site norm;

  DebertaConvolution(DebertaConfig config, FrozenParameters weights, Parts parts) {
    this.config = config;
    this.parts = parts;
    int hidden = config.bert().hiddenSize();
    norm = new Site("encoder", -1, Role.LAYER_NORM, "encoder.conv.LayerNorm", hidden, hidden);
    weights.get(WEIGHT, hidden, hidden, config.kernel());
    weights.get(BIAS, hidden);
  }

  Site norm() {
    return norm;
  }

  /**
   * The first layer's result, with the embeddings' convolution.
   *
   * @param embedded [batch, length, hidden]
   * @param first likewise
   * @param mask 1 for a token and 0 for padding [batch, length, 1]
   */
  NDArray forward(
      Ops ops, NDArray embedded, NDArray first, NDArray mask, Taps taps, double dropout) {
    NDArray convolved =
        ops.convolve(embedded, parts.parameter(WEIGHT, taps), parts.parameter(BIAS, taps));
    NDArray masked = ops.dropout(ops.multiply(convolved, mask), dropout);
    NDArray added = ops.add(config.convolutionActivation().apply(ops, masked), first);
    return ops.multiply(parts.layerNorm(ops, added, norm, taps), mask);
  }
}
