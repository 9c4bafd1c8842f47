package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.results.Metric;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

class PlanTableTest {
  private static final Plan PLAN =
      new Plan(
          "dummy",
          List.of(
              new PlannedRun("lora", DummyWorker.spec(1)),
              new PlannedRun("lora", DummyWorker.spec(2))));

  @Test
  void expectsOfOpenRunsWhatLikeOnesTook() {
    assertThat(print(List.of(made(1, RunStatus.SUCCEEDED, 90))))
        .isEqualTo(
            """
            %s  words / lora / seed 1  mini  succeeded
            %s  words / lora / seed 2  mini  open       about 90 s, 1.86 GiB
            2 runs, 1 to make: about 90 s of training, at most 1.86 GiB at once by one run
            """
                .formatted(DummyWorker.spec(1).id(), DummyWorker.spec(2).id()));
  }

  @Test
  void expectsNothingWhereNothingIsKnown() {
    assertThat(print(List.of()))
        .endsWith(
            "2 runs, 2 to make; no like run has been made yet, so nothing is known of their"
                + " time, at most 1.86 GiB at once by one run\n");
  }

  @Test
  void aFailedRunIsToBeMadeAgain() {
    assertThat(print(List.of(made(1, RunStatus.FAILED, 7))))
        .contains("failed")
        .contains("2 runs, 2 to make;");
  }

  @Test
  void nothingToMakeNeedsNoTime() {
    assertThat(print(List.of(made(1, RunStatus.SUCCEEDED, 1), made(2, RunStatus.DIVERGED, 1))))
        .endsWith("2 runs, 0 to make\n");
  }

  private static String print(List<RunRecord> records) {
    StringWriter text = new StringWriter();
    new PlanTable(records, new Estimates(records, spec -> 2e9)).print(PLAN, new PrintWriter(text));
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static RunRecord made(long seed, RunStatus status, double seconds) {
    return new RunRecord(
        RunRecord.SCHEMA,
        "lora",
        DummyWorker.spec(seed),
        status,
        null,
        Instant.EPOCH,
        null,
        "accuracy",
        List.of(
            new Metric(
                MetricNames.TRAINING_SECONDS,
                seconds,
                "seconds",
                Metric.Direction.LOWER,
                Metric.Aggregation.TOTAL)),
        List.of(),
        Map.of(),
        null);
  }
}
