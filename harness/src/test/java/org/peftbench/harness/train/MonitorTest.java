package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.Backbone;
import org.peftbench.results.Curve;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;

class MonitorTest {
  private final TaskDefinition task = TaskCatalog.named("sst2"); // accuracy over two labels
  private final List<EncodedExample<Parity.Sequence>> rows = Tiny.rows(48);
  private final Evaluator<Parity.Sequence, ?> evaluator = new Evaluator<>(Tiny.PARITY, 16);

  @Test
  void bringsTheBestStateBack() throws IOException {
    try (Backbone backbone = Tiny.backbone();
        Learner learner = Tiny.learner(backbone, "full", 0);
        Monitor<Parity.Sequence> monitor = new Monitor<>(task, evaluator, rows, true);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(
                learner, Tiny.PARITY, Tiny.protocol(60, 1, 5e-3, 0), Tiny.features(48), 1)) {
      loop.run(step -> monitor.evaluate(learner, step.step(), step.step()));
      Curve curve = monitor.curves().get(0);
      double best = curve.values().stream().mapToDouble(Double::doubleValue).max().orElseThrow();
      int first = curve.steps().get(curve.values().indexOf(best));
      assertThat(monitor.restoreBest(learner)).contains(first);
      List<Prediction> restored = evaluator.predict(learner, rows);
      double score = restored.stream().filter(p -> p.gold().equals(p.predicted())).count() / 48.0;
      assertThat(score).isEqualTo(best);
    }
  }

  @Test
  void saysWhenTheScoreWasNearlyThere() throws IOException {
    try (Backbone backbone = Tiny.backbone();
        Learner learner = Tiny.learner(backbone, "full", 0);
        Monitor<Parity.Sequence> monitor = new Monitor<>(task, evaluator, rows, false);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(
                learner, Tiny.PARITY, Tiny.protocol(60, 1, 5e-3, 0), Tiny.features(48), 1)) {
      loop.run(step -> monitor.evaluate(learner, step.step(), step.step()));
      Curve curve = monitor.curves().get(0);
      double wanted = 0.95 * curve.values().get(59);
      int steps = (int) monitor.convergence(8).get(0).value();
      assertThat(monitor.convergence(8).get(0).name()).isEqualTo(MetricNames.STEPS_TO_95);
      assertThat(curve.values().get(steps - 1)).isGreaterThanOrEqualTo(wanted);
      assertThat(curve.values().subList(0, steps - 1)).allMatch(value -> value < wanted);
      assertThat(monitor.restoreBest(learner)).isEmpty();
    }
  }
}
