package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Digest;
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
  void writesTheSameBytesWithAnyNumberOfThreads() throws Exception {
    RunStore store = SyntheticRuns.typical().store(folder.resolve("runs"));
    Map<String, String> alone = written(store, 1);
    assertThat(alone)
        .containsKeys("index.html", "tables.html", "comparison.csv", "tasks/synthetic-topics.html")
        .hasSizeGreaterThan(store.all().size());
    assertThat(written(store, 4)).isEqualTo(alone);
  }

  /** Digests of a report's files by their paths. */
  private Map<String, String> written(RunStore store, int threads) throws Exception {
    Path out = folder.resolve("threads-" + threads);
    ForkJoinPool pool = new ForkJoinPool(threads);
    try {
      pool.submit(() -> ReportSite.write(Comparison.of(store), RunFiles.of(store), out)).get();
    } finally {
      pool.shutdown();
    }
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        digests.put(out.relativize(file).toString(), Digest.of(file));
      }
    }
    return digests;
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
