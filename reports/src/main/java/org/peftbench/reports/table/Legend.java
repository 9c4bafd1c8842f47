package org.peftbench.reports.table;

/** What the marks beside a method's name mean in plain-text tables. */
final class Legend {
  static final String TEXT =
      "(best): highest mean of the first metric. (tie): a paired permutation test on the same"
          + " examples, corrected for the choice of the best, finds no lasting lead of it. (untested): no"
          + " such test was possible. (optimistic): the state was chosen on the rows it is scored on."
          + " ±: standard deviation over seeds; one seed has none. The test compares right answers (or"
          + " squared errors), whatever the first metric is.";

  private Legend() {}
}
