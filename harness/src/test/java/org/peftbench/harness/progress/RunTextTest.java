package org.peftbench.harness.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.harness.worker.ProgressEvent.Phase;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

class RunTextTest {
  private static final PlannedRun RUN = new PlannedRun("lora", DummyWorker.spec(1));

  @Test
  void opensWithTheNumbersOfRuns() {
    assertThat(RunText.opening(1, 0)).isEqualTo("1 run");
    assertThat(RunText.opening(28, 7)).isEqualTo("28 runs, 7 of them done already");
  }

  @Test
  void aRunsEndHasItsScoreAndTime() {
    RunRecord record =
        new RunRecord(
            RunRecord.SCHEMA,
            "lora",
            RUN.spec(),
            RunStatus.SUCCEEDED,
            null,
            Instant.EPOCH,
            null,
            "accuracy",
            List.of(
                figure("accuracy", 0.87654, "fraction"),
                figure("training_seconds", 12.34, "seconds")),
            List.of(),
            Map.of(),
            null);

    assertThat(RunText.ending(RUN, record))
        .isEqualTo("words / lora / seed 1: accuracy 0.8765, 12.3 s");
  }

  @Test
  void aFailuresEndHasItsReason() {
    RunRecord record =
        RunRecord.failure("lora", RUN.spec(), RunStatus.OUT_OF_MEMORY, "why", Instant.EPOCH);

    assertThat(RunText.ending(RUN, record)).isEqualTo("words / lora / seed 1: OUT_OF_MEMORY: why");
  }

  @Test
  void aStandingShowsWhatIsKnown() {
    assertThat(RunText.standing(RUN, new ProgressEvent(Phase.PREPARING, 0, 0, null, null, null)))
        .isEqualTo("preparing  words / lora / seed 1");
    assertThat(
            RunText.standing(
                RUN, new ProgressEvent(Phase.TRAINING, 40, 100, 0.5314, "accuracy", 0.75)))
        .isEqualTo("step 40/100  loss 0.531  accuracy 0.750  words / lora / seed 1");
  }

  private static Metric figure(String name, double value, String unit) {
    return new Metric(name, value, unit, Metric.Direction.NEITHER, Metric.Aggregation.ONCE);
  }
}
