package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.Backbone;

class SnapshotTest {
  /**
   * LoRA's B matrices all start at zero: arrays of equal contents must not be taken for one
   * another.
   */
  @Test
  void restoresArraysThatWereEqual() throws IOException {
    try (Backbone backbone = Tiny.backbone();
        Learner learner = Tiny.learner(backbone, "lora", 0);
        Snapshot snapshot = new Snapshot(learner);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(
                learner, Tiny.PARITY, Tiny.protocol(3, 1, 1e-2, 0), Tiny.features(24), 1)) {
      List<float[]> before = values(learner);
      loop.run(step -> {});
      assertThat(values(learner)).usingRecursiveComparison().isNotEqualTo(before);
      snapshot.restore(learner);
      assertThat(values(learner)).usingRecursiveComparison().isEqualTo(before);
    }
  }

  private static List<float[]> values(Learner learner) {
    return learner.trainables().stream().map(t -> t.array().toFloatArray()).toList();
  }
}
