package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.peftbench.results.base.UserError;

class WorkerCountTest {
  @Test
  void autoDividesTheCores() {
    assertThat(WorkerCount.of("auto", 2, 9)).isEqualTo(4);
    assertThat(WorkerCount.of("auto", 8, 2)).isEqualTo(1);
  }

  @Test
  void aNumberMustFit() {
    assertThat(WorkerCount.of("4", 2, 8)).isEqualTo(4);
    assertThat(WorkerCount.of("1", 16, 8)).as("a single run may crowd itself").isEqualTo(1);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> WorkerCount.of("5", 2, 8))
        .withMessage(
            "--workers 5 with 2 threads each need 10 cores, this machine has 8: lower one of them");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> WorkerCount.of("many", 2, 8))
        .withMessage("--workers must be a number >= 1 or auto, got 'many'");
  }
}
