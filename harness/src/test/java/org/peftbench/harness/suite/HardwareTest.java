package org.peftbench.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.peftbench.results.base.UserError;

class HardwareTest {
  @Test
  void typesHaveShortNames() {
    assertThat(Hardware.dtype("bf16")).isEqualTo("bfloat16");
    assertThat(Hardware.computedDtype("f16")).isEqualTo("float16");
    assertThat(Hardware.TRAINING_DTYPES)
        .extracting(Hardware::trainingDtype)
        .containsOnly("float32", "float64");
    assertThatThrownBy(() -> Hardware.dtype("bf17"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Unknown dtype 'bf17'. Did you mean bf16?");
  }

  @Test
  void whatTheEngineCannotComputeInIsRefusedBeforeItEndsTheProcess() {
    assertThatThrownBy(() -> Hardware.computedDtype("bf16"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("the engine can't compute in bfloat16");
    assertThatThrownBy(() -> Hardware.trainingDtype("f16"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("no training computes in float16");
  }

  @Test
  void theProcessorIsNoPartOfARun() {
    assertThat(Hardware.device("cpu")).isNull();
    assertThat(Hardware.device("gpu:3")).isEqualTo("gpu:3");
    assertThatThrownBy(() -> Hardware.device("gpu"))
        .isInstanceOf(UserError.class)
        .hasMessage("device must be cpu or gpu:0, gpu:1 and so on, got 'gpu'");
  }
}
