package org.peftbench.harness.suite;

import java.util.OptionalDouble;

/**
 * What a run may take.
 *
 * @param seconds of training; empty where nothing is known
 * @param bytes of its process at the peak
 * @param measured whether both come from runs that differ in nothing but the seed
 */
public record Estimate(OptionalDouble seconds, double bytes, boolean measured) {}
