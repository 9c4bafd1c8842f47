package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;

class ReportSiteTest {
  @TempDir Path folder;

  @Test
  void writesTheSameBytesAgain() throws Exception {
    SyntheticRuns runs = SyntheticRuns.typical();
    RunStore store = runs.store(folder.resolve("runs"));
    Path page =
        ReportSite.write(Comparison.of(store), RunFiles.of(store), folder.resolve("report"));
    assertThat(page).isEqualTo(folder.resolve("report").resolve("index.html"));
    String first = Files.readString(page);
    assertThat(page.resolveSibling("comparison.csv")).isNotEmptyFile();
    assertThat(page.resolveSibling("comparison.md")).isNotEmptyFile();
    assertThat(page.resolveSibling("report.css")).isNotEmptyFile();
    assertThat(page.resolveSibling("tasks")).isDirectoryContaining("glob:**/synthetic-topics.html");
    assertThat(page.resolveSibling("runs").toFile().list()).hasSize(runs.records().size());
    ReportSite.write(Comparison.of(store), RunFiles.of(store), folder.resolve("report"));
    assertThat(page).hasContent(first);
  }

  @Test
  void aReportOfTheSameRecordsIsLeftAsItIs() throws Exception {
    SyntheticRuns runs = SyntheticRuns.typical();
    RunStore store = runs.store(folder.resolve("runs"));
    RunFiles files = RunFiles.of(store);
    Path out = folder.resolve("report");
    Comparison all = Comparison.of(store);
    Path page = ReportSite.update(all, files, "", out);
    String made = Files.readString(page);
    Files.writeString(page, "left");
    assertThat(ReportSite.update(all, files, "", out)).hasContent("left");

    assertThat(ReportSite.update(all, files, "other texts", out)).hasContent(made);
    Files.writeString(page, "left");
    Comparison fewer = Comparison.of(runs.records().subList(1, runs.records().size()));
    assertThat(ReportSite.update(fewer, files, "other texts", out)).content().isNotEqualTo("left");

    ReportSite.write(all, files, out);
    Files.writeString(page, "left");
    assertThat(ReportSite.update(fewer, files, "other texts", out)).content().isNotEqualTo("left");
  }

  @Test
  void aFolderThatCantBeWrittenIsNamed() throws Exception {
    RunStore store = RunStore.at(folder.resolve("runs"));
    Path file = Files.writeString(folder.resolve("file"), "in the way");
    assertThatThrownBy(
            () ->
                ReportSite.write(Comparison.of(store), RunFiles.of(store), file.resolve("report")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("report can't be written to " + file.resolve("report"));
  }
}
