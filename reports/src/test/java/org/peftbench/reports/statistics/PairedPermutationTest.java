package org.peftbench.reports.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PairedPermutationTest {
  private static final int RESAMPLES = 99_999;

  @Test
  void agreesWithScipy() throws Exception {
    for (JsonNode fixture : Fixture.cases("permutations")) {
      double expected = fixture.required("p").doubleValue();
      assertThat(
              PairedPermutation.pValue(Fixture.doubles(fixture.required("values")), RESAMPLES, 3))
          .as(fixture.required("name").textValue())
          .isCloseTo(expected, within(1e-12));
    }
  }

  /** Rounded to many digits they lie on no ladder, and random patterns are tried. */
  @Test
  void randomPatternsComeToWhatCountingComesTo() {
    Random random = new Random(5);
    double[] coarse = random.ints(80, -3, 5).asDoubleStream().toArray();
    double counted = PairedPermutation.pValue(coarse, RESAMPLES, 3);
    double[] fine =
        Arrays.stream(coarse).map(d -> d == 0 ? 0 : d + 1e-6 * random.nextDouble()).toArray();
    assertThat(SignPatterns.pValue(Arrays.stream(fine).filter(d -> d != 0).toArray())).isEmpty();
    double error = Math.sqrt(counted * (1 - counted) / RESAMPLES);
    assertThat(counted).isBetween(0.001, 0.2);
    // Sums that are equal on the ladder are a little above or below it here: half of them at most.
    assertThat(PairedPermutation.pValue(fine, RESAMPLES, 3))
        .isCloseTo(counted, within(4 * error + atLeastAsLikelyAsObserved(coarse)));
  }

  /** How likely the observed sum itself is, on both sides, by a normal density. */
  private static double atLeastAsLikelyAsObserved(double[] values) {
    double squares = Arrays.stream(values).map(v -> v * v).sum();
    double sum = Arrays.stream(values).sum();
    // Sums have steps of two.
    return 2 * 2 * Math.exp(-sum * sum / (2 * squares)) / Math.sqrt(2 * Math.PI * squares);
  }

  @Test
  void sharesOfSeedsAreCountedLikeFewDifferences() {
    double[] shares = {0.2, -0.4, 0.6, 0.2, 0.8 - 0.6, 0.4, -0.2, 0.2, 0.2, 0.4, 0.6, -0.2};
    assertThat(PairedPermutation.pValue(shares, 1, 1)).isCloseTo(convolved(shares), within(1e-12));
    double[] doubled = Arrays.copyOf(shares, 24);
    System.arraycopy(shares, 0, doubled, 12, 12);
    assertThat(PairedPermutation.pValue(doubled, 1, 1))
        .isCloseTo(convolved(doubled), within(1e-12));
  }

  /** Every pattern of the halves, formed and met with every other. */
  private static double convolved(double[] values) {
    int half = values.length / 2;
    double observed = Math.abs(Arrays.stream(values).sum());
    double[] first = sums(Arrays.copyOf(values, half));
    double[] second = sums(Arrays.copyOfRange(values, half, values.length));
    Arrays.sort(second);
    double extreme = 0;
    for (double sum : first) {
      extreme += second.length - below(second, observed - 1e-9 - sum);
      extreme += below(second, -observed + 1e-9 - sum);
    }
    return extreme / first.length / second.length;
  }

  private static double[] sums(double[] values) {
    double[] sums = new double[1 << values.length];
    for (int pattern = 0; pattern < sums.length; pattern++) {
      for (int i = 0; i < values.length; i++) {
        sums[pattern] += (pattern >>> i & 1) == 0 ? values[i] : -values[i];
      }
    }
    return sums;
  }

  private static int below(double[] sorted, double bound) {
    int place = Arrays.binarySearch(sorted, bound);
    return place >= 0 ? place : -place - 1;
  }

  @Test
  void noDifferenceIsNoEvidence() {
    assertThat(PairedPermutation.pValue(new double[100], 999, 1)).isEqualTo(1);
    assertThat(PairedPermutation.pValue(new double[5], 999, 1)).isEqualTo(1);
  }

  @Test
  void isNeverZero() {
    double[] lead = new double[40];
    Arrays.fill(lead, 1);
    assertThat(PairedPermutation.pValue(lead, 999, 1)).isCloseTo(Math.pow(2, -39), within(1e-24));
    double[] longLead = new double[3000];
    Arrays.fill(longLead, 1);
    assertThat(PairedPermutation.pValue(longLead, 999, 1)).isBetween(0.0, 1e-300).isNotZero();
    double[] uneven = new Random(3).doubles(500).toArray();
    assertThat(PairedPermutation.pValue(uneven, 999, 1)).isEqualTo(0.001);
  }

  @Test
  void needsPairs() {
    assertThatThrownBy(() -> PairedPermutation.pValue(new double[0], 99, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
