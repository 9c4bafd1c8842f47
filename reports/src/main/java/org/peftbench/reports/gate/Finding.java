package org.peftbench.reports.gate;

import org.jspecify.annotations.Nullable;

/**
 * One line of a check.
 *
 * @param configuration whose: {@code lora, acceptability on all-minilm-l6-v2}
 * @param figure what was looked at
 * @param before as the baseline has it, in words
 * @param after as it is now, in words
 * @param change of a score the difference, of other figures the ratio less 1; above 0 where it is
 *     more; absent where there is none
 * @param margin the smallest harm that had to be noticed; absent where equality was demanded
 * @param pValue of the test of non-inferiority; absent where there was none
 * @param verdict what follows
 * @param remark why, where that is not plain
 */
public record Finding(
    String configuration,
    String figure,
    String before,
    String after,
    @Nullable Double change,
    @Nullable Double margin,
    @Nullable Double pValue,
    Verdict verdict,
    String remark) {

  /** What follows from a line. */
  public enum Verdict {
    PASS,
    ALARM,
    /** Either side lacks what it takes. */
    NOT_JUDGED
  }

  /** The same line with one remark more. */
  Finding remarked(String more) {
    return new Finding(
        configuration,
        figure,
        before,
        after,
        change,
        margin,
        pValue,
        verdict,
        remark.isEmpty() ? more : remark + "; " + more);
  }

  /** A line on what must be equal. */
  static Finding equality(
      String configuration, String figure, String before, String after, String remark) {
    return new Finding(
        configuration,
        figure,
        before,
        after,
        null,
        null,
        null,
        before.equals(after) ? Verdict.PASS : Verdict.ALARM,
        before.equals(after) ? "" : remark);
  }

  /** A line on what can't be judged. */
  static Finding unjudged(String configuration, String figure, String remark) {
    return new Finding(configuration, figure, "", "", null, null, null, Verdict.NOT_JUDGED, remark);
  }
}
