package org.peftbench.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.Metric;

class LatexTableTest {
  private static final String HOSTILE = "a|b & <50% of_$x\\y{~^#} ² d√d";

  @TempDir Path folder;

  /** Skipped, visibly, where there is no LaTeX. */
  @Test
  void everyTableCompiles() throws Exception {
    assumeTrue(hasLatex(), "no pdflatex on the PATH: tables are not compiled");
    Comparison comparison =
        SyntheticRuns.typical().one("synthetic-topics", HOSTILE, 1).comparison();
    List<String> lines = new ArrayList<>();
    lines.add("\\documentclass{article}\\usepackage{booktabs}\\begin{document}");
    for (NamedGrid table : Tables.of(comparison)) {
      lines.add("\\begin{table}\\tiny\n" + LatexTable.of(table.grid()) + "\\end{table}\\clearpage");
    }
    lines.add("\\end{document}");
    Files.write(folder.resolve("tables.tex"), lines);
    Path log = folder.resolve("output.txt");
    Process process =
        new ProcessBuilder("pdflatex", "-interaction=nonstopmode", "-halt-on-error", "tables.tex")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    assertThat(folder.resolve("tables.pdf")).isNotEmptyFile();
  }

  @Test
  void aBaselineIsNeverTheBestMethodAndTagsAreRaised() {
    Grid grid =
        new Grid(
            List.of(
                new Grid.Column("method", ""),
                new Grid.Column("f1", "", "", Metric.Direction.HIGHER)),
            List.of(
                List.of(Grid.Cell.text("a").tagged(Grid.Tag.BEST), new Grid.Cell("2", 2.0)),
                List.of(Grid.Cell.text("b").tagged(Grid.Tag.TIE), new Grid.Cell("1", 1.0)),
                List.of(
                    Grid.Cell.text("words").tagged(Grid.Tag.BASELINE), new Grid.Cell("3", 3.0))));
    assertThat(LatexTable.of(grid))
        .contains(
            "a & \\textbf{2} \\\\\n",
            "b\\textsuperscript{tie} & \\underline{1} \\\\\n",
            "words\\textsuperscript{baseline} & 3 \\\\\n");
  }

  private static boolean hasLatex() throws InterruptedException {
    try {
      return new ProcessBuilder("kpsewhich", "booktabs.sty").start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
