package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Ten thousand runs, each with its page; docs/reports.md says how long they took, and when. */
@Tag("slow")
class ReportScaleTest {
  private static final int TASKS = 40;
  private static final int METHODS = 50;
  private static final int SEEDS = 5;

  @TempDir Path folder;

  @Test
  void tenThousandRunsMakeASite() {
    SyntheticRuns runs = new SyntheticRuns(1).examples(200);
    for (int task = 0; task < TASKS; task++) {
      for (int method = 0; method < METHODS; method++) {
        for (int seed = 1; seed <= SEEDS; seed++) {
          runs.skilled("synthetic-" + task, "method-" + method, 0.5 + 0.03 * method, seed);
        }
      }
    }
    Instant start = Instant.now();
    Comparison comparison = runs.comparison();
    System.out.println(
        "compared after " + Duration.between(start, Instant.now()).toMillis() + " ms");
    Path index = ReportSite.write(comparison, runs.files(), folder);
    System.out.println("10,000 runs: " + Duration.between(start, Instant.now()).toSeconds() + " s");
    assertThat(index.toFile().length()).isLessThan(1 << 20);
    assertThat(index.resolveSibling("runs").toFile().list()).hasSize(TASKS * METHODS * SEEDS);
  }
}
