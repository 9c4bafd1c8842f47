package org.peftbench.tasks.metrics;

import java.util.BitSet;
import java.util.List;

/** The longest common subsequence of two lists of words. */
final class CommonWords {
  private CommonWords() {}

  /**
   * Where in {@code gold} a longest common subsequence stands; of several, the one that {@code
   * rouge_score} finds, since unions of them differ.
   */
  static BitSet positions(List<String> gold, List<String> predicted) {
    int[][] lengths = new int[gold.size() + 1][predicted.size() + 1]; // of prefixes
    for (int i = 1; i <= gold.size(); i++) {
      for (int j = 1; j <= predicted.size(); j++) {
        lengths[i][j] =
            gold.get(i - 1).equals(predicted.get(j - 1))
                ? lengths[i - 1][j - 1] + 1
                : Math.max(lengths[i - 1][j], lengths[i][j - 1]);
      }
    }
    BitSet positions = new BitSet();
    int i = gold.size();
    int j = predicted.size();
    while (i > 0 && j > 0) {
      if (gold.get(i - 1).equals(predicted.get(j - 1))) {
        positions.set(--i);
        j--;
      } else if (lengths[i][j - 1] > lengths[i - 1][j]) {
        j--;
      } else {
        i--;
      }
    }
    return positions;
  }
}
