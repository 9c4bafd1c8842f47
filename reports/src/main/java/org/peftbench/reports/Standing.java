package org.peftbench.reports;

import org.jspecify.annotations.Nullable;

/**
 * Where a row stands against the best row of its block.
 *
 * @param kind the verdict
 * @param pValue of the paired test against the best row, corrected for the best one having been
 *     picked among all; absent for the best row itself and where no test was possible
 * @param bound whether the p-value is at most that, since no drawn pattern went as far
 * @param reason why no test was possible; absent otherwise
 */
public record Standing(Kind kind, @Nullable Double pValue, boolean bound, @Nullable String reason) {
  /** The verdict. */
  public enum Kind {
    /** Highest mean of the primary metric. */
    BEST,
    /** The test finds no lasting lead of the best row: a tie. */
    TIED,
    /** Worse than the best row beyond what other examples would explain. */
    BEHIND,
    /** No paired test was possible. */
    UNTESTED
  }

  static Standing best() {
    return new Standing(Kind.BEST, null, false, null);
  }

  static Standing tested(boolean behind, double pValue, boolean bound) {
    return new Standing(behind ? Kind.BEHIND : Kind.TIED, pValue, bound, null);
  }

  static Standing untested(String reason) {
    return new Standing(Kind.UNTESTED, null, false, reason);
  }
}
