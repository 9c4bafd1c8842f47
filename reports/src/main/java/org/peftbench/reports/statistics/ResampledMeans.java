package org.peftbench.reports.statistics;

/** How the mean of as many values is distributed, drawn with replacement from some. */
sealed interface ResampledMeans permits ExactMeans, SampledMeans {
  /** The mean below which such a share of them lies; 0 asks for the least, 1 for the largest. */
  double quantile(double share);

  /** The share below the values' own mean, ties counted half; kept off 0 and 1. */
  double shareBelowMean();
}
