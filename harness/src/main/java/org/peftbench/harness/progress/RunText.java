package org.peftbench.harness.progress;

import java.util.Locale;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

/** The words of both displays. */
final class RunText {
  private RunText() {}

  /** {@code 28 runs, 7 of them done already}. */
  static String opening(int total, int done) {
    String runs = total == 1 ? "1 run" : total + " runs";
    return done == 0 ? runs : "%s, %d of them done already".formatted(runs, done);
  }

  /** {@code acceptability / lora / seed 1: mcc 0.4312, 12.3 s}, or why there is no score. */
  static String ending(PlannedRun run, RunRecord record) {
    if (record.status() != RunStatus.SUCCEEDED) {
      String why = record.message() == null ? "" : ": " + record.message();
      return run.title() + ": " + record.status() + why;
    }
    StringBuilder text = new StringBuilder(run.title());
    record
        .metric(record.primaryMetric())
        .ifPresent(
            metric ->
                text.append(
                    String.format(Locale.ROOT, ": %s %.4f", metric.name(), metric.value())));
    record
        .metric(MetricNames.TRAINING_SECONDS)
        .ifPresent(metric -> text.append(String.format(Locale.ROOT, ", %.1f s", metric.value())));
    return text.toString();
  }

  /**
   * {@code step 40/100 loss 0.531 accuracy 0.750 words / lora / seed 1}: what changes comes first,
   * since a narrow terminal cuts the end.
   */
  static String standing(PlannedRun run, ProgressEvent event) {
    StringBuilder text = new StringBuilder();
    switch (event.phase()) {
      case PREPARING -> text.append("preparing  ");
      case EVALUATING -> text.append("evaluating  ");
      case TRAINING ->
          text.append(String.format(Locale.ROOT, "step %d/%d  ", event.step(), event.totalSteps()));
    }
    if (event.loss() != null) {
      text.append(String.format(Locale.ROOT, "loss %.3f  ", event.loss()));
    }
    if (event.metric() != null && event.score() != null) {
      text.append(String.format(Locale.ROOT, "%s %.3f  ", event.metric(), event.score()));
    }
    return text.append(run.title()).toString();
  }
}
