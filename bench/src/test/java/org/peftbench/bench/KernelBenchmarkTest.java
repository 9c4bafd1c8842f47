package org.peftbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.peftbench.bench.KernelBenchmark.Kernel;

class KernelBenchmarkTest {
  /** Else one would be timed against something else. Dropout draws otherwise. */
  @ParameterizedTest
  @EnumSource(names = ".*DROPOUT", mode = Mode.MATCH_NONE)
  void bothWaysComputeTheSame(Kernel kernel) {
    KernelBenchmark benchmark = new KernelBenchmark();
    benchmark.kernel = kernel;
    benchmark.open();
    try {
      assertThat(benchmark.plain()).isNotZero().isCloseTo(benchmark.fused(), within(1e-6));
    } finally {
      benchmark.close();
    }
  }
}
