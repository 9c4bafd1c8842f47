package org.peftbench.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peftbench.reports.Golden;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.Metric;

class GridFormatTest {
  private static final String HOSTILE = "a|b & <b>50% of_$x\\y{~^#";

  @ParameterizedTest
  @EnumSource
  void matchesItsGoldenFile(GridFormat format) throws Exception {
    Grid grid = Tables.named("tasks", SyntheticRuns.typical().comparison()).grid();
    Golden.assertMatches("tasks." + format, format.render(grid));
  }

  @Test
  void namesCantBecomeMarkup() {
    Grid grid =
        new Grid(List.of(new Grid.Column(HOSTILE, "")), List.of(List.of(Grid.Cell.text(HOSTILE))));
    assertThat(GridFormat.HTML.render(grid))
        .contains("a|b &amp; &lt;b&gt;50%")
        .doesNotContain("<b>");
    assertThat(GridFormat.MD.render(grid)).contains("a\\|b &amp; &lt;b&gt;50% of\\_$x");
    assertThat(GridFormat.LATEX.render(grid))
        .contains(
            "a$|$b \\& $<$b$>$50\\% of\\_\\$x\\textbackslash{}y\\{\\textasciitilde{}\\textasciicircum{}\\#");
    assertThat(GridFormat.CSV.render(grid)).hasLineCount(2);
    assertThat(GridFormat.JSON.render(grid)).contains("50% of_$x\\\\y{~^#");
  }

  @Test
  void latexMarksBestAndSecondOfTheBetterSide() {
    Grid grid =
        new Grid(
            List.of(
                new Grid.Column("method", ""),
                new Grid.Column("score", "", "", Metric.Direction.HIGHER),
                new Grid.Column("seconds", "", "", Metric.Direction.LOWER),
                new Grid.Column("count", "")),
            List.of(line("a", 3), line("b", 2), line("c", 3), line("d", 1)));
    assertThat(GridFormat.LATEX.render(grid))
        .contains("a & \\textbf{3} & 3 & 3 \\\\", "b & \\underline{2} & \\underline{2} & 2 \\\\")
        .contains("c & \\textbf{3}", "d & 1 & \\textbf{1} & 1 \\\\", "\\begin{tabular}{lrrr}");
  }

  private static List<Grid.Cell> line(String name, double value) {
    Grid.Cell cell = new Grid.Cell(Figures.plain(value), value);
    return List.of(Grid.Cell.text(name), cell, cell, cell);
  }
}
