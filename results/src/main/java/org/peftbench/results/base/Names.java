package org.peftbench.results.base;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Answers a name nobody knows with the nearest one and the full list. */
public final class Names {
  private Names() {}

  /**
   * The error for a name that is not among those known.
   *
   * @param kind what is named, in lower case: {@code method}, {@code task}, ...
   */
  public static UserError unknown(String kind, String name, Collection<String> known) {
    String hint = nearest(name, known).map(near -> " Did you mean " + near + "?").orElse("");
    String available =
        known.isEmpty() ? "none" : String.join(", ", known.stream().sorted().toList());
    return new UserError("Unknown %s '%s'.%s Available: %s", kind, name, hint, available);
  }

  /** The known name closest to {@code name}, if one is close enough to be what was meant. */
  public static Optional<String> nearest(String name, Collection<String> known) {
    String wanted = name.toLowerCase(Locale.ROOT);
    int limit = Math.max(2, wanted.length() / 3);
    return known.stream()
        .filter(candidate -> editDistance(wanted, candidate.toLowerCase(Locale.ROOT)) <= limit)
        .min(
            Comparator.<String>comparingInt(
                    candidate -> editDistance(wanted, candidate.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** Levenshtein's distance: insertions, deletions and substitutions. */
  static int editDistance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substitution = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(substitution, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
