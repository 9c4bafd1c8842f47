package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.study.StudyStore;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskMetrics;

/** The committed runs stay readable, and their scores follow from their predictions. */
class ReferenceRunsTest {
  private static final RunStore STORE = RunStore.existing(Path.of("..", "results", "runs"));

  static Stream<RunRecord> runs() {
    return STORE.all().stream();
  }

  @Test
  void everyFolderIsNamedByTheSpecInIt() {
    assertThat(runs())
        .isNotEmpty()
        .allSatisfy(run -> assertThat(STORE.find(run.spec().id())).contains(run));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void scoresAreThoseOfThePredictions(RunRecord run) {
    List<Metric> scores =
        TaskMetrics.score(TaskCatalog.named(run.spec().task().name()), STORE.predictions(run));
    assertThat(scores).isNotEmpty();
    assertThat(run.metrics())
        // which these records are too old to have
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("standardError")
        .containsAll(scores);
  }

  @Test
  void everyStudyIsNamedByWhatItWasMadeFrom() {
    assertThat(new StudyStore(STORE.root()).all())
        .allSatisfy(
            study ->
                assertThat(STORE.root().resolve("studies").resolve(study.id() + ".json"))
                    .isRegularFile());
  }
}
