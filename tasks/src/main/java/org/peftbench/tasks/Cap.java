package org.peftbench.tasks;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/** The part of a split's rows that a suite asks for: always the same, labels in proportion. */
final class Cap {
  private Cap() {}

  /**
   * The rows to keep, in hash order.
   *
   * @param name of the cap, for messages
   * @param most rows to keep; null, or more than there are, means all
   */
  static List<Example> apply(String name, List<Example> rows, @Nullable Integer most) {
    if (most != null && most < 1) {
      throw new UserError("%s must be >= 1, got %d", name, most);
    }
    List<Example> ordered = Hashes.ordered(name, rows, Example::id);
    return most == null || most >= rows.size() ? ordered : stratified(ordered, most);
  }

  /** The first rows of each label, as many as its share of the whole is. */
  static List<Example> stratified(List<Example> ordered, int most) {
    Map<Integer, Integer> counts = new TreeMap<>();
    ordered.forEach(row -> counts.merge(stratum(row), 1, Integer::sum));
    Map<Integer, Integer> quotas = quotas(counts, most);
    List<Example> kept = new ArrayList<>(most);
    for (Example row : ordered) {
      if (quotas.merge(stratum(row), -1, Integer::sum) >= 0) {
        kept.add(row);
      }
    }
    return kept;
  }

  /** Hamilton's method: shares rounded down, what is left to the largest remainders. */
  private static Map<Integer, Integer> quotas(Map<Integer, Integer> counts, long most) {
    long total = counts.values().stream().mapToLong(Integer::longValue).sum();
    Map<Integer, Integer> quotas = new TreeMap<>();
    counts.forEach((label, count) -> quotas.put(label, (int) (count * most / total)));
    long left = most - quotas.values().stream().mapToLong(Integer::longValue).sum();
    counts.keySet().stream()
        .sorted(
            Comparator.<Integer>comparingLong(label -> -(counts.get(label) * most % total))
                .thenComparing(Comparator.naturalOrder()))
        .limit(left)
        .forEach(label -> quotas.merge(label, 1, Integer::sum));
    return quotas;
  }

  /**
   * Labels are kept in proportion, and so are questions with and without an answer; all else is one
   * stratum.
   */
  private static int stratum(Example row) {
    if (row.target() instanceof Target.Spans answers) {
      return answers.spans().isEmpty() ? 0 : 1;
    }
    return row.target() instanceof Target.Label label ? label.index() : 0;
  }
}
