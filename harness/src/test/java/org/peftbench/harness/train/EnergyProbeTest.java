package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnergyProbeTest {
  private static final StepReport STEP = new StepReport(1, 1, Map.of(), 0, 0, 0, 0, 0);

  @TempDir Path folder;

  @Test
  void addsUpPackagesAndSurvivesTheEndOfACounter() throws IOException {
    counter("intel-rapl:0", 1_000_000);
    counter("intel-rapl:1", 9_500_000);
    counter("intel-rapl:0:0", 5_000_000); // a part of package 0, which is counted already
    EnergyProbe probe = new EnergyProbe(folder);
    counter("intel-rapl:0", 3_000_000);
    counter("intel-rapl:1", 500_000);
    probe.afterStep(STEP);
    counter("intel-rapl:0", 3_500_000);
    probe.afterStep(STEP);
    assertThat(probe.metrics())
        .singleElement()
        .satisfies(metric -> assertThat(metric.value()).isEqualTo(2 + 1 + 0.5));
    probe.resumed();
    counter("intel-rapl:0", 4_000_000);
    probe.afterStep(STEP);
    assertThat(probe.metrics()).as("a part is no sum").isEmpty();
  }

  @Test
  void isAbsentWhereNothingCanBeRead() throws IOException {
    EnergyProbe none = new EnergyProbe(folder.resolve("nowhere"));
    none.afterStep(STEP);
    assertThat(none.metrics()).isEmpty();
    counter("intel-rapl:0", 1);
    EnergyProbe gone = new EnergyProbe(folder);
    Files.delete(folder.resolve("intel-rapl:0/energy_uj"));
    gone.afterStep(STEP);
    assertThat(gone.metrics()).isEmpty();
  }

  private void counter(String name, long microjoules) throws IOException {
    Path counter = Files.createDirectories(folder.resolve(name));
    Files.writeString(counter.resolve("energy_uj"), microjoules + "\n");
    Files.writeString(counter.resolve("max_energy_range_uj"), "10000000\n");
  }
}
