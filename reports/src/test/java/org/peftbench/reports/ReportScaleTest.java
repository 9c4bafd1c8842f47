package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten thousand runs, each with its page. It says how long they take to be written, and pages to be
 * opened, the browser's start included; docs/reports.md says what it said, and when.
 */
@Tag("slow")
class ReportScaleTest {
  private static final int TASKS = 40;
  private static final int METHODS = 50;
  private static final int SEEDS = 5;

  @TempDir Path folder;

  @TempDir Path profile;

  @Test
  void tenThousandRunsMakeASite() throws Exception {
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
    say("compared", start);
    Path index = ReportSite.write(comparison, runs.files(), folder);
    say("written", start);
    assertThat(index.toFile().length()).isLessThan(1 << 20);
    assertThat(index.resolveSibling("runs").toFile().list()).hasSize(TASKS * METHODS * SEEDS);
    Optional<Browser> browser = Browser.find();
    if (browser.isPresent()) {
      for (String page : List.of("index.html", "tables.html", "tasks/synthetic-0.html")) {
        Instant opened = Instant.now();
        assertThat(browser.get().dump(index.resolveSibling(page), profile)).contains("</main>");
        say(page + " of " + index.resolveSibling(page).toFile().length() + " bytes opened", opened);
      }
    }
  }

  private static void say(String done, Instant start) {
    System.out.println(
        done + " after " + Duration.between(start, Instant.now()).toMillis() + " ms");
  }
}
