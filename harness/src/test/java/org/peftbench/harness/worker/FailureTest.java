package org.peftbench.harness.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.UserError;

class FailureTest {
  @Test
  void aComplaintStandsAsItIs() {
    assertThat(Failure.of(new UserError("no such split")))
        .isEqualTo(new Failure(RunStatus.FAILED, "no such split"));
  }

  @Test
  void aDefectIsNamedOnOneLine() {
    assertThat(Failure.of(new IllegalStateException("two\n  lines")))
        .isEqualTo(new Failure(RunStatus.FAILED, "java.lang.IllegalStateException: two lines"));
  }

  @Test
  void lackOfMemoryIsKnownWhereverItHappens() {
    Throwable libtorch =
        new IllegalStateException(
            "[enforce fail at alloc_cpu.cpp:117] DefaultCPUAllocator: can't allocate memory");

    assertThat(Failure.of(new RuntimeException("step 3", libtorch)).status())
        .isEqualTo(RunStatus.OUT_OF_MEMORY);
    assertThat(Failure.of(new OutOfMemoryError("heap")).status())
        .isEqualTo(RunStatus.OUT_OF_MEMORY);
    assertThat(Failure.of(new IllegalStateException("CUDA out of memory. Tried ...")).status())
        .isEqualTo(RunStatus.OUT_OF_MEMORY);
  }
}
