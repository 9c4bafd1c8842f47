package org.peftbench.harness.train.family;

/** What is asked of rows of logits. */
final class Numbers {
  private Numbers() {}

  /** Where the largest stands; the first of equals. */
  static int largest(double[] values) {
    return largest(values, 0, values.length);
  }

  /** Where, counted from {@code begin}, the largest of {@code [begin, end)} stands. */
  static int largest(double[] values, int begin, int end) {
    int best = begin;
    for (int i = begin + 1; i < end; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best - begin;
  }
}
