package org.peftbench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
  private static final Path FOLDER = Path.of("..", "results", "runs");

  /** The folder itself, and every packed store below it. */
  static Stream<Path> stores() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      List<Path> packed = files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
      return Stream.concat(Stream.of(FOLDER), packed.stream());
    }
  }

  /** A run and the store it lies in. */
  record Kept(RunStore store, RunRecord run) {
    @Override
    public String toString() {
      return store.root() + " " + run.spec().id();
    }
  }

  static Stream<Kept> runs() throws IOException {
    return stores()
        .map(RunStore::existing)
        .flatMap(store -> store.all().stream().map(run -> new Kept(store, run)));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void everyFolderIsNamedByTheSpecInIt(Path root) {
    RunStore store = RunStore.existing(root);
    assertThat(store.holdings().unreadable()).isEmpty();
    assertThat(store.all())
        .isNotEmpty()
        .allSatisfy(run -> assertThat(store.find(run.spec().id())).isEqualTo(Optional.of(run)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void scoresAreThoseOfThePredictions(Kept kept) {
    RunRecord run = kept.run();
    if (run.spec().trial()) { // whose answers nothing reads behind the choice
      assertThat(run.predictionsDigest()).isNull();
      return;
    }
    List<Metric> scores =
        TaskMetrics.score(
            TaskCatalog.named(run.spec().task().name()), kept.store().predictions(run));
    assertThat(scores).isNotEmpty();
    assertThat(run.metrics())
        // which the oldest records don't have
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("standardError")
        .containsAll(scores);
  }

  @ParameterizedTest
  @MethodSource("stores")
  void everyStudyIsNamedByWhatItWasMadeFrom(Path root) {
    RunStore store = RunStore.existing(root);
    assertThat(new StudyStore(store.root()).all())
        .allSatisfy(
            study ->
                assertThat(store.root().resolve("studies").resolve(study.id() + ".json"))
                    .isRegularFile());
  }
}
