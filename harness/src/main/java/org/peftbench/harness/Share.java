package org.peftbench.harness;

import java.util.OptionalDouble;
import java.util.function.Function;
import org.peftbench.harness.suite.Estimate;
import org.peftbench.harness.suite.PlannedRun;

/**
 * What of a machine a sweep may use.
 *
 * @param atOnce most runs at the same time
 * @param bytes of memory that they may take together
 * @param estimates what each may take
 */
public record Share(int atOnce, double bytes, Function<PlannedRun, Estimate> estimates) {
  /** One run at a time, whatever it takes. */
  public static final Share ONE =
      new Share(1, Double.POSITIVE_INFINITY, run -> new Estimate(OptionalDouble.empty(), 0, false));
}
