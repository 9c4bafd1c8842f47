package org.peftbench.tasks.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.Metric;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskLoader;

class KeptBaselinesTest {
  @TempDir Path home;

  @Test
  void theFirstComputesAndTheOthersRead() throws IOException {
    TaskData data = rows(60);
    List<Metric> figures = KeptBaselines.in(home).of(data);
    assertThat(figures).isEqualTo(Baselines.forRecord(data)).isNotEmpty();
    assertThat(KeptBaselines.in(home).of(data)).isEqualTo(figures);
    Files.writeString(file(), "[]");
    assertThat(KeptBaselines.in(home).of(data)).as("read, not computed").isEmpty();
  }

  @Test
  void otherRowsHaveTheirOwn() throws IOException {
    KeptBaselines.in(home).of(rows(60));
    Files.writeString(file(), "[]");
    assertThat(KeptBaselines.in(home).of(rows(80))).isNotEmpty();
  }

  @Test
  void aDamagedFileIsWrittenAnew() throws IOException {
    TaskData data = rows(60);
    List<Metric> figures = KeptBaselines.in(home).of(data);
    Files.writeString(file(), "[{");
    assertThat(KeptBaselines.in(home).of(data)).isEqualTo(figures);
    assertThat(Files.readString(file())).contains("baseline.majority");
  }

  private static TaskData rows(int train) {
    return new TaskLoader(null).load(TaskCatalog.named("acceptability"), train, 40);
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("baselines"))) {
      return files.findFirst().orElseThrow();
    }
  }
}
