package org.peftbench.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.peftbench.results.RunStatus;

class WorkerEndTest {
  private static final Failure TOLD = new Failure(RunStatus.FAILED, "told");

  @Test
  void theTimeLimitComesBeforeTheKillItLedTo() {
    assertThat(new WorkerEnd(137, new Overrun(false, Duration.ofMinutes(90)), null, "x").failure())
        .isEqualTo(new Failure(RunStatus.CANCELLED, "the worker overran its time limit of 90 min"));
  }

  @Test
  void whatTheWorkerSaidComesBeforeItsStatus() {
    assertThat(new WorkerEnd(1, null, TOLD, "x").failure()).isEqualTo(TOLD);
  }

  @Test
  void aCrashNamesItsSignal() {
    assertThat(new WorkerEnd(134, null, null, "SIGSEGV (0xb)").failure())
        .isEqualTo(
            new Failure(
                RunStatus.FAILED, "the worker was ended by signal 6 saying: SIGSEGV (0xb)"));
  }

  @Test
  void longLastWordsAreCut() {
    assertThat(new WorkerEnd(5, null, null, "z".repeat(300)).failure().message())
        .isEqualTo("the worker ended with status 5 saying: " + "z".repeat(200) + "...");
  }
}
