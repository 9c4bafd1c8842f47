package org.peftbench.reports.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Block;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.reports.html.Templates;
import org.peftbench.results.RunStatus;

class ChartTest {
  @Test
  void sameDataSameBytes() {
    assertThat(charts(SyntheticRuns.typical())).hasSize(3);
    assertThat(charts(SyntheticRuns.typical())).isEqualTo(charts(SyntheticRuns.typical()));
  }

  @Test
  void everyColourFollowsTheTheme() {
    assertThat(charts(SyntheticRuns.typical()))
        .allSatisfy(
            chart ->
                assertThat(chart.picture().svg())
                    .contains("var(--series-0)", "var(--chart-text)", "var(--chart-grid)")
                    .doesNotContain("<!DOCTYPE")
                    .doesNotContainPattern("rgb\\((?!0,0,0\\);fill-opacity:0|0,0,0\\))"));
  }

  @Test
  void saysInWordsAndFiguresWhatItDraws() {
    Chart budget = charts(SyntheticRuns.typical()).get(0);
    assertThat(budget.description()).contains("head-only (770)").endsWith(".");
    assertThat(budget.data().lines()).hasSize(7);
    Chart convergence = charts(SyntheticRuns.typical()).get(1);
    assertThat(convergence.description()).contains("lora goes from", "at step 200");
    assertThat(convergence.data().lines()).hasSize(10);
    assertThat(convergence.keys()).hasSize(7);
  }

  @Test
  void filesHaveTheColoursOfTheLightTheme() throws Exception {
    Drawing picture = (Drawing) charts(SyntheticRuns.typical()).get(0).picture();
    for (Drawing.Format format : Drawing.Format.values()) {
      ByteArrayOutputStream first = new ByteArrayOutputStream();
      picture.write(format, first);
      ByteArrayOutputStream again = new ByteArrayOutputStream();
      picture.write(format, again);
      assertThat(first.toByteArray()).as(format.name()).isNotEmpty().isEqualTo(again.toByteArray());
    }
    assertThat(Templates.style()).contains(Ink.variables());
  }

  @Test
  void clipsAreNotSharedBetweenCharts() {
    List<Chart> charts = charts(SyntheticRuns.typical());
    assertThat(
            charts.stream()
                .map(chart -> chart.picture().svg().replaceAll("(?s).*?id=\"(\\S+)\".*", "$1")))
        .doesNotHaveDuplicates();
  }

  @Test
  void noDataNoChart() {
    SyntheticRuns failed =
        new SyntheticRuns(1).failed("synthetic-topics", "lora", 1, RunStatus.FAILED, "boom");
    assertThat(charts(failed)).isEmpty();
  }

  @Test
  void moreMethodsThanColoursDifferInTheDash() {
    assertThat(new SeriesStyle(0).dash()).isEmpty();
    assertThat(new SeriesStyle(7).colour()).isZero();
    assertThat(new SeriesStyle(7).dash()).isEqualTo("7 4");
  }

  private static List<Chart> charts(SyntheticRuns runs) {
    Comparison comparison = runs.comparison();
    Block block = comparison.blocks().get(0);
    Map<String, SeriesStyle> styles = SeriesStyle.of(comparison);
    return Stream.of(
            ParetoChart.budget(block, styles),
            CurveChart.convergence(block, styles, CurveChart.Axis.STEPS),
            CurveChart.loss(block, styles))
        .flatMap(Optional::stream)
        .toList();
  }
}
