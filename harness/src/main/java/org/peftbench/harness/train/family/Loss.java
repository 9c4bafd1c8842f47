package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import org.peftbench.models.TokenBatch;

/**
 * What some features cost.
 *
 * @param mean over all their terms, a scalar in the graph
 * @param tokens that the model has read for it
 * @param paddedTokens the same, padding counted in
 */
public record Loss(NDArray mean, long tokens, long paddedTokens) {
  static Loss of(NDArray mean, TokenBatch batch) {
    return new Loss(mean, batch.tokens(), (long) batch.rows() * batch.length());
  }
}
