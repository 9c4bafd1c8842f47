package org.peftbench.reports.table;

import org.peftbench.reports.Row;

/** What the marks beside a method's name mean in plain-text tables. */
final class Legend {
  static final String TEXT =
      "(best): highest mean of the first metric. (tie): a paired permutation test on the same"
          + " examples, after Holm's correction, finds no lasting lead of the best. (untested): no"
          + " such test was possible. (optimistic): the state was chosen on the rows it is scored on."
          + " ±: standard deviation over seeds; one seed has none. The test compares right answers (or"
          + " squared errors), whatever the first metric is.";

  private Legend() {}

  static String mark(Row row, String label) {
    String standing =
        switch (row.standing().kind()) {
          case BEST -> " (best)";
          case TIED -> " (tie)";
          case UNTESTED -> row.runs().isEmpty() ? "" : " (untested)";
          case BEHIND -> "";
        };
    return label + standing + (row.optimistic() ? " (optimistic)" : "");
  }
}
