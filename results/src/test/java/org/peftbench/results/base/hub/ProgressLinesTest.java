package org.peftbench.results.base.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressLinesTest {
  private static final BlobDigest DIGEST = new BlobDigest("0".repeat(40));

  private final List<String> lines = new ArrayList<>();
  private final ProgressLines progress = new ProgressLines(lines::add);

  @Test
  void saysEachTenthOnce() {
    HubFile file = new HubFile("a/b.parquet", 20_000_000, DIGEST);
    for (long bytes = 0; bytes <= 4_000_000; bytes += 500_000) {
      progress.at(file, bytes);
    }
    assertThat(lines)
        .containsExactly(
            "Downloading a/b.parquet (20 MB): 0 %",
            "Downloading a/b.parquet (20 MB): 10 %", "Downloading a/b.parquet (20 MB): 20 %");
  }

  @Test
  void saysNothingOfSmallFiles() {
    progress.at(new HubFile("config.json", 600, DIGEST), 600);
    assertThat(lines).isEmpty();
  }
}
