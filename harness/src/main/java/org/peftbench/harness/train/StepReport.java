package org.peftbench.harness.train;

import java.util.Map;

/**
 * What one optimizer step was.
 *
 * @param step counted from 1
 * @param seconds of data, forward, backward and update together
 * @param parts of these seconds
 * @param loss mean over the batch, penalty included
 * @param rate learning rate
 * @param gradientNorm global, before clipping
 * @param tokens real tokens
 * @param paddedTokens padding counted in
 */
record StepReport(
    int step,
    double seconds,
    Map<Stopwatch.Part, Double> parts,
    double loss,
    double rate,
    double gradientNorm,
    long tokens,
    long paddedTokens) {}
