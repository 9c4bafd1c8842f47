package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.peftbench.reports.Block;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.Row;
import org.peftbench.reports.Standing;
import org.peftbench.reports.chart.BudgetChart;
import org.peftbench.reports.chart.Chart;
import org.peftbench.reports.chart.CurveChart;
import org.peftbench.reports.chart.SeriesStyle;
import org.peftbench.reports.table.ComparisonGrid;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;

/** Builds the sections of a page. */
final class Sections {
  private final Map<String, SeriesStyle> styles;

  private Sections(Map<String, SeriesStyle> styles) {
    this.styles = styles;
  }

  static List<Section> of(Comparison comparison) {
    Sections sections = new Sections(SeriesStyle.of(comparison));
    List<Section> all = new ArrayList<>();
    for (Block block : comparison.blocks()) {
      all.add(sections.section("comparison-" + (all.size() + 1), block));
    }
    return all;
  }

  private Section section(String id, Block block) {
    Grid grid = ComparisonGrid.of(block);
    List<String> cautions = new ArrayList<>(Cautions.of(block));
    List<Chart> charts = charts(block, cautions);
    return new Section(
        id,
        block,
        verdict(block),
        cautions,
        grid,
        lines(block, grid),
        charts,
        failures(block),
        notes(block));
  }

  private List<Section.Line> lines(Block block, Grid grid) {
    List<Section.Line> lines = new ArrayList<>();
    for (Row row : block.rows()) {
      List<Grid.Cell> cells = grid.lines().get(lines.size());
      lines.add(new Section.Line(row, style(row), cells.subList(1, cells.size())));
    }
    return lines;
  }

  private SeriesStyle style(Row row) {
    return styles.getOrDefault(row.label(), new SeriesStyle(0));
  }

  /** Drawing needs fonts, which a bare container lacks: then the page goes without charts. */
  private List<Chart> charts(Block block, List<String> cautions) {
    try {
      return Stream.of(
              BudgetChart.of(block, styles),
              CurveChart.convergence(block, styles),
              CurveChart.loss(block, styles))
          .flatMap(chart -> chart.stream())
          .toList();
    } catch (LinkageError | InternalError e) { // what AWT throws without fonts, by platform
      cautions.add(
          "Charts are left out: the machine that wrote this page has no fonts to draw them with.");
      return List.of();
    }
  }

  private static List<Section.Failure> failures(Block block) {
    return block.rows().stream()
        .flatMap(row -> row.failures().stream().map(run -> new Section.Failure(row.label(), run)))
        .toList();
  }

  private static String verdict(Block block) {
    if (block.best().isEmpty()) {
      return "No run succeeded.";
    }
    List<String> tied = labels(block, Standing.Kind.TIED);
    List<String> behind = labels(block, Standing.Kind.BEHIND);
    String best = block.best().get().label() + " has the best mean.";
    if (tied.isEmpty() && behind.isEmpty()) {
      return best + " No difference could be tested.";
    }
    return best
        + (tied.isEmpty() ? "" : " Not distinguishable from it: " + String.join(", ", tied) + ".")
        + (behind.isEmpty() ? "" : " Behind it: " + String.join(", ", behind) + ".");
  }

  private static List<String> labels(Block block, Standing.Kind kind) {
    return block.rows().stream()
        .filter(row -> row.standing().kind() == kind)
        .map(Row::label)
        .toList();
  }

  /** Each fact once; who it holds for is said only where it does not hold for all. */
  private static List<Section.Note> notes(Block block) {
    Map<String, Map<String, Set<String>>> holders = new TreeMap<>();
    for (Row row : block.rows()) {
      row.everyRun().stream()
          .flatMap(run -> run.notes().entrySet().stream())
          .forEach(
              note ->
                  holders
                      .computeIfAbsent(note.getKey(), name -> new TreeMap<>())
                      .computeIfAbsent(note.getValue(), text -> new LinkedHashSet<>())
                      .add(row.label()));
    }
    List<Section.Note> notes = new ArrayList<>();
    holders.forEach(
        (name, texts) ->
            texts.forEach(
                (text, labels) ->
                    notes.add(
                        new Section.Note(
                            PlainText.of(name),
                            PlainText.of(text),
                            labels.size() == block.rows().size()
                                ? ""
                                : String.join(", ", labels)))));
    return notes;
  }
}
