package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.Backbone;
import org.peftbench.results.Curve;
import org.peftbench.results.Protocol;

class DriftProbeTest {
  private static final int STEPS = 12;
  private static final Protocol PROTOCOL = Tiny.protocol(STEPS, 1, 1e-2, 0.1);

  @ParameterizedTest
  @ValueSource(strings = {"propulsion", "lora", "dylora", "ia3", "full"})
  void followsTheTrainingAndChangesNothingOfIt(String method) throws IOException {
    try (Backbone backbone = Tiny.backbone();
        Learner learner = Tiny.learner(backbone, method, 0.1);
        DriftProbe probe =
            DriftProbe.of(
                learner,
                () -> Tiny.learner(backbone, method, 0.1),
                Tiny.PARITY,
                Tiny.features(64),
                4,
                STEPS)) {
      assertThat(train(learner, probe)).isEqualTo(losses(backbone, method));
      Curve drift = probe.curves().get(0);
      assertThat(drift.name()).isEqualTo("jacobian_drift");
      assertThat(drift.steps()).startsWith(1, 2, 4).endsWith(11, 12).isSorted();
      assertThat(drift.values()).allMatch(value -> value >= 0); // the first step has a rate of 0
      assertThat(drift.values().get(drift.values().size() - 1)).isPositive();
      assertThat(probe.curves().get(2).values()).allMatch(value -> value > 0 && value <= 1 + 1e-6);
    }
  }

  private static List<Double> losses(Backbone backbone, String method) {
    try (Learner learner = Tiny.learner(backbone, method, 0.1)) {
      return train(learner, null);
    }
  }

  private static List<Double> train(Learner learner, @Nullable DriftProbe probe) {
    List<Double> losses = new ArrayList<>();
    try (TrainLoop<Parity.Sequence> loop =
        new TrainLoop<>(learner, Tiny.PARITY, PROTOCOL, Tiny.features(64), 1)) {
      loop.run(
          step -> {
            losses.add(step.loss());
            if (probe != null) {
              probe.afterStep(step);
            }
          });
    }
    return losses;
  }
}
