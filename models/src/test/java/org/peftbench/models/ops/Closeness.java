package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Holds large arrays to others, in time that doesn't grow with what is wrong of them. */
final class Closeness {
  private Closeness() {}

  /** No number is further from its like than {@code tolerance}. */
  static void assertClose(List<double[]> found, List<double[]> expected, double tolerance) {
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(apart(found.get(i), expected.get(i))).isLessThanOrEqualTo(tolerance);
    }
  }

  private static double apart(double[] found, double[] expected) {
    assertThat(found).hasSameSizeAs(expected);
    double apart = 0;
    for (int i = 0; i < expected.length; i++) {
      apart = Math.max(apart, Math.abs(found[i] - expected[i])); // NaN stays NaN
    }
    return apart;
  }
}
