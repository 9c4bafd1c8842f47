package org.peftbench.harness.train.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.ops.Ops;

class GradientDriftTest {
  @Test
  void nothingHasMovedAtTheStart() throws IOException {
    try (TinyNetwork network = TinyNetwork.open();
        Learner learner = network.learner("lora");
        Learner start = network.learner("lora")) {
      GradientDrift.Drift drift = drift(learner, start).measure();
      assertThat(drift.jacobian()).isZero();
      assertThat(drift.kernel()).isZero();
      assertThat(drift.alignment()).isCloseTo(1, within(1e-12));
    }
  }

  /** With a head three times as strong, J is 3 J₀ and K is 9 K₀. */
  @ParameterizedTest
  @ValueSource(strings = {"propulsion", "full"})
  void aStrongerHeadScalesTheGradients(String method) throws IOException {
    try (TinyNetwork network = TinyNetwork.open();
        Learner learner = network.learner(method);
        Learner start = network.learner(method);
        Ops ops = network.ops()) {
      GradientDrift drift = drift(learner, start);
      learner
          .head()
          .parameters()
          .values()
          .forEach(array -> ops.assign(array, ops.scale(ops.detach(array), 3)));
      assertThat(drift.measure().jacobian()).isCloseTo(2, within(1e-9));
      assertThat(drift.measure().kernel()).isCloseTo(8, within(1e-9));
      assertThat(drift.measure().alignment()).isCloseTo(1, within(1e-9));
    }
  }

  private static GradientDrift drift(Learner learner, Learner start) {
    return new GradientDrift(learner, start, TinyNetwork.OUTPUTS, TinyNetwork.inputs(3));
  }
}
