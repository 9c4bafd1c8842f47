package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The real files, where they are: sizes and leaks are those that the data root's page states. */
class GlueIT {
  private static final Path ROOT = Path.of("../../shared/data");

  @ParameterizedTest
  @CsvSource({
    "cola, 8551, 1043, 20",
    "sst2, 67349, 872, 2",
    "mrpc, 3668, 408, 5",
    "stsb, 5749, 1500, 8",
    "rte, 2490, 277, 0",
  })
  void readsAllRows(String name, int train, int evaluation, String leakage) {
    assumeTrue(Files.isDirectory(ROOT), "no data root at " + ROOT + ": GLUE is not read");
    TaskData data = new TaskLoader(ROOT).load(TaskCatalog.named(name), null, null);
    assertThat(data.train()).hasSize(train);
    assertThat(data.evaluation()).hasSize(evaluation);
    assertThat(data.notes()).containsEntry("leakage", leakage);
    assertThat(data.evaluation()).allSatisfy(row -> assertThat(Asked.text(row)).isNotBlank());
  }
}
