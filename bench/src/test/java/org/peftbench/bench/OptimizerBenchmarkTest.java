package org.peftbench.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class OptimizerBenchmarkTest {
  /** Else one would be timed against something else. */
  @Test
  void bothWaysMoveTheSame() {
    List<float[]> start = after(benchmark -> {});
    List<float[]> fused = after(OptimizerBenchmark::fused);
    List<float[]> plain = after(OptimizerBenchmark::plain);
    boolean moved = false;
    boolean rounded = false;
    for (int i = 0; i < fused.size(); i++) {
      for (int j = 0; j < fused.get(i).length; j += 7) {
        assertThat(plain.get(i)[j]).isCloseTo(fused.get(i)[j], within(1e-6f));
        rounded |= plain.get(i)[j] != fused.get(i)[j];
        moved |= Math.abs(start.get(i)[j] - fused.get(i)[j]) > 1e-5f;
      }
    }
    assertThat(moved).isTrue();
    assertThat(rounded).as("they are two ways: some numbers are rounded otherwise").isTrue();
  }

  private static List<float[]> after(Consumer<OptimizerBenchmark> way) {
    OptimizerBenchmark benchmark = new OptimizerBenchmark();
    benchmark.backbone = "tiny-roberta";
    benchmark.method = "lora";
    benchmark.open();
    try {
      way.accept(benchmark);
      way.accept(benchmark);
      return benchmark.values();
    } finally {
      benchmark.close();
    }
  }
}
