package org.peftbench.models.generation;

import java.util.Arrays;

/** A text that is being written: what stands before it, and its tokens so far. */
final class Text {
  private final int[] before;
  private final int[] written;

  private Text(int[] before, int[] written) {
    this.before = before;
    this.written = written;
  }

  /** A text of which nothing is written yet. */
  static Text behind(int[] before) {
    return new Text(before, new int[0]);
  }

  int[] written() {
    return written;
  }

  Text with(int token) {
    int[] longer = Arrays.copyOf(written, written.length + 1);
    longer[written.length] = token;
    return new Text(before, longer);
  }

  /** Makes every token impossible that would complete a sequence of {@code n} a second time. */
  void forbidRepeats(double[] logits, int n) {
    int length = before.length + written.length;
    if (n == 0 || length + 1 < n) {
      return;
    }
    for (int start = 0; start + n <= length; start++) {
      if (same(start, length - n + 1, n - 1)) {
        logits[at(start + n - 1)] = Double.NEGATIVE_INFINITY;
      }
    }
  }

  private boolean same(int one, int other, int length) {
    for (int i = 0; i < length; i++) {
      if (at(one + i) != at(other + i)) {
        return false;
      }
    }
    return true;
  }

  private int at(int place) {
    return place < before.length ? before[place] : written[place - before.length];
  }
}
