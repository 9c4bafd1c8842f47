package org.peftbench.harness.train;

/**
 * What one optimizer step was.
 *
 * @param step counted from 1
 * @param seconds of data, forward, backward and update together
 * @param loss mean over the batch, penalty included
 * @param rate learning rate
 * @param gradientNorm global, before clipping
 * @param tokens real tokens
 * @param paddedTokens padding counted in
 */
record StepReport(
    int step,
    double seconds,
    double loss,
    double rate,
    double gradientNorm,
    long tokens,
    long paddedTokens) {}
