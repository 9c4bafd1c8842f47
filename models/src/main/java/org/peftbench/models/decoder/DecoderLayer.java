package org.peftbench.models.decoder;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Site;
import org.peftbench.models.blocks.Attention;
import org.peftbench.models.blocks.FeedForward;
import org.peftbench.models.blocks.Norm;
import org.peftbench.models.blocks.Pass;
import org.peftbench.models.blocks.Rotary;
import org.peftbench.models.ops.Ops;

/**
 * One layer: attention and feed-forward, each behind a norm, each added to what came in.
 *
 * @param ffnNorm null where both sub-layers share the first norm
 * @param parallel whether the feed-forward sees what came in rather than what attention made of it
 */
record DecoderLayer(
    Norm attentionNorm,
    Attention attention,
    Site attentionSublayer,
    @Nullable Norm ffnNorm,
    FeedForward feedForward,
    Site ffnSublayer,
    boolean parallel,
    boolean residualDropout) {

  /** x [batch, length, hidden] to the same; see {@link Attention#forward} for the rest. */
  NDArray forward(Pass pass, NDArray x, NDArray bias, Rotary.@Nullable Rotation rotation) {
    Ops ops = pass.ops();
    NDArray normal = attentionNorm.forward(ops, x, pass.taps());
    NDArray mixed = drop(pass, attention.forward(pass, normal, bias, rotation));
    NDArray middle =
        pass.taps().sublayer(ops, attentionSublayer, normal, mixed, y -> ops.add(y, x));
    NDArray entering =
        ffnNorm == null ? normal : ffnNorm.forward(ops, parallel ? x : middle, pass.taps());
    NDArray fed = drop(pass, feedForward.forward(pass, entering));
    return pass.taps().sublayer(ops, ffnSublayer, entering, fed, y -> ops.add(y, middle));
  }

  private NDArray drop(Pass pass, NDArray y) {
    return residualDropout ? pass.dropout(y) : y;
  }
}
