package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportSiteTest {
  @TempDir Path folder;

  @Test
  void writesThreeFilesAndTheSameBytesAgain() throws Exception {
    SyntheticRuns runs = SyntheticRuns.typical();
    Path page =
        ReportSite.write(
            runs.store(folder.resolve("runs")), runs.records(), Path.of("target/report"));
    String first = Files.readString(page);
    assertThat(first).contains("synthetic-acceptability");
  }
}
