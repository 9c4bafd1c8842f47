package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.TaskRanks;
import org.peftbench.reports.chart.RankChart;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.TaskMatrix;

/** The places that methods take across tasks, and which of them can't be told apart. */
final class RanksPage {
  static final String PATH = "ranks.html";

  private RanksPage() {}

  static Page of(Contents contents) {
    List<Part> parts = new ArrayList<>();
    for (TaskMatrix matrix : contents.matrices()) {
      contents.ranks(matrix).ifPresent(ranks -> add(contents, matrix, ranks, parts));
    }
    if (parts.isEmpty()) {
      parts.add(
          new Part.Prose(
              "Ranks need two methods that share two tasks on one backbone; there are none."));
    }
    return new Page(PATH, "Ranks across tasks", parts);
  }

  private static void add(Contents contents, TaskMatrix matrix, TaskRanks ranks, List<Part> parts) {
    parts.add(new Part.Heading("ranks-" + parts.size(), matrix.title()));
    parts.add(new Part.Prose(verdict(ranks), "verdict"));
    parts.addAll(
        Charts.of(() -> List.of(RankChart.of(ranks)), contents.files("ranks-" + parts.size())));
    parts.add(
        new Part.Table(
            "Mean ranks on " + matrix.title(),
            ranks.grid(),
            ranks.labels().stream().map(contents::style).toList()));
    parts.add(
        new Part.Fold(
            "Each method against each: wins / ties / losses",
            List.of(
                new Part.Prose(
                    "A win is a task on which a paired permutation test over the examples finds the"
                        + " line's method better at 5 %, uncorrected."),
                new Part.Table("Wins, ties and losses on " + matrix.title(), ranks.pairs()))));
  }

  private static String verdict(TaskRanks ranks) {
    double p = ranks.friedman().pValue();
    List<String> tied = ranks.tiedWithBest();
    return "Over "
        + ranks.friedman().tasks()
        + " tasks, Friedman's test "
        + (p < 0.05 ? "finds that the methods rank differently" : "finds no difference in rank")
        + " (p "
        + (p < 0.001 ? "" : "= ")
        + Figures.pValue(p)
        + "). "
        + ranks.labels().get(0)
        + " has the best mean rank"
        + (tied.isEmpty() ? "." : "; not distinguishable from it: " + Verdict.some(tied) + ".");
  }
}
