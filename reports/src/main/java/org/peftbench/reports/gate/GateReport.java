package org.peftbench.reports.gate;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.gate.Finding.Verdict;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.GridFormat;
import org.peftbench.reports.table.MarkdownTable;
import org.peftbench.results.base.Json;

/**
 * What a check came to.
 *
 * @param suite that was checked
 * @param findings all lines, configuration by configuration
 */
public record GateReport(String suite, List<Finding> findings) {
  public GateReport {
    findings = List.copyOf(findings);
  }

  /** The lines that stop a release. */
  public List<Finding> alarms() {
    return findings.stream().filter(finding -> finding.verdict() == Verdict.ALARM).toList();
  }

  /** Whether there is none. */
  public boolean passed() {
    return alarms().isEmpty();
  }

  /** The outcome in a sentence. */
  public String sentence() {
    long judged = findings.stream().filter(line -> line.verdict() != Verdict.NOT_JUDGED).count();
    long others = findings.size() - judged;
    String outcome =
        passed()
            ? "no regression in %d lines".formatted(judged)
            : "%d of %d lines are regressions".formatted(alarms().size(), judged);
    return "suite %s: %s%s"
        .formatted(suite, outcome, others == 0 ? "" : ", %d not judged".formatted(others));
  }

  /** The lines as a table. */
  public Grid grid() {
    return grid(line -> true);
  }

  /** The lines that stop a release, as a table. */
  public Grid alarmGrid() {
    return grid(line -> line.verdict() == Verdict.ALARM);
  }

  private Grid grid(Predicate<Finding> which) {
    return new Grid(
        List.of(
            new Grid.Column("configuration", "Method, task and backbone."),
            new Grid.Column("figure", "What was looked at."),
            new Grid.Column("baseline", "Mean over the baseline's seeds."),
            new Grid.Column("now", "Mean over the seeds now."),
            new Grid.Column("change", "Points of a score; of other figures, percent."),
            new Grid.Column("margin", "The smallest harm that had to be noticed."),
            new Grid.Column("verdict", "Of the line."),
            new Grid.Column("remark", "Why.")),
        findings.stream().filter(which).map(GateReport::line).toList());
  }

  private static List<Grid.Cell> line(Finding finding) {
    Grid.Cell verdict =
        Grid.Cell.text(finding.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    return List.of(
        Grid.Cell.text(finding.configuration()),
        Grid.Cell.text(finding.figure()),
        Grid.Cell.text(finding.before()),
        Grid.Cell.text(finding.after()),
        cell(finding.change(), true),
        cell(finding.margin(), false),
        verdict,
        Grid.Cell.text(finding.remark()));
  }

  private static Grid.Cell cell(@Nullable Double value, boolean signed) {
    if (value == null) {
      return Grid.Cell.ABSENT;
    }
    return new Grid.Cell((signed && value > 0 ? "+" : "") + size(value), value);
  }

  /** A difference of scores or a ratio less 1, times 100. */
  static String size(double value) {
    return Figures.fixed(100 * value, 2);
  }

  /** Markdown for the summary of a continuous integration: the alarms first, then all lines. */
  public String markdown() {
    StringBuilder text =
        new StringBuilder("## Check of ").append(MarkdownTable.escape(sentence())).append("\n\n");
    if (!passed()) {
      text.append(GridFormat.MD.render(alarmGrid()))
          .append("\n<details><summary>All lines</summary>\n\n");
    }
    text.append(GridFormat.MD.render(grid()));
    return text.append(passed() ? "" : "\n</details>\n").append('\n').append(promise()).toString();
  }

  /** What may be expected of a check. */
  public static String promise() {
    return String.format(
        Locale.ROOT,
        "Unchanged code raises an alarm in at most %s %% of all checks; harm of a margin's size is"
            + " missed in at most %s %%, of memory and time, which are measured twice before they"
            + " are blamed, in at most %s %%.\n",
        Figures.fixed(100 * Gate.ALARMS, 0),
        Figures.fixed(100 * Gate.MISSES, 0),
        Figures.fixed(2 * 100 * Gate.MISSES, 0));
  }

  /** Everything, for programs. */
  public String json() {
    return Json.pretty(this);
  }
}
