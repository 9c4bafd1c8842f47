package org.peftbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.peftbench.bench.KernelBenchmark.Kernel;

class KernelBenchmarkTest {
  /** Else one would be timed against something else. Dropout draws otherwise. */
  @ParameterizedTest
  @EnumSource(names = ".*DROPOUT", mode = Mode.MATCH_NONE)
  void bothWaysComputeTheSame(Kernel kernel) {
    assertThat(mean(kernel, KernelBenchmark::plain))
        .isNotZero()
        .isCloseTo(mean(kernel, KernelBenchmark::fused), within(1e-6));
  }

  /** Else one would be timed against itself: from one seed they draw other numbers. */
  @Test
  void theyAreTwoWays() {
    assertThat(mean(Kernel.DROPOUT, KernelBenchmark::fused))
        .isEqualTo(mean(Kernel.DROPOUT, KernelBenchmark::fused))
        .isNotEqualTo(mean(Kernel.DROPOUT, KernelBenchmark::plain));
  }

  private static double mean(Kernel kernel, ToDoubleFunction<KernelBenchmark> way) {
    KernelBenchmark benchmark = new KernelBenchmark();
    benchmark.kernel = kernel;
    benchmark.open();
    try {
      Engine.getInstance().setRandomSeed(1);
      return way.applyAsDouble(benchmark);
    } finally {
      benchmark.close();
    }
  }
}
