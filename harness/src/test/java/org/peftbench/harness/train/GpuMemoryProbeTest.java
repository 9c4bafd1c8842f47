package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.Metric;

/** With a program in the place of the driver's: there is a real process, but no GPU. */
class GpuMemoryProbeTest {
  private static final double MEBIBYTE = 1 << 20;

  @TempDir Path folder;

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void keepsTheMostOfTheDeviceAndOfThisProcess() throws Exception {
    assertThat(
            measured(
                """
                case $1 in
                --query-gpu=index,memory.used) echo "0, 900"; echo "1, 4096"; echo "0, 1500" ;;
                --query-compute-apps=pid,used_memory)
                  echo "1, 3000"; echo "%1$d, 700"; echo "%1$d, 650"; echo "%1$d, [N/A]" ;;
                esac
                """
                    .formatted(ProcessHandle.current().pid())))
        .extracting(Metric::name, Metric::value, Metric::unit)
        .containsExactly(
            tuple("gpu_memory.device", 4096 * MEBIBYTE, "bytes"),
            tuple("gpu_memory.process", 700 * MEBIBYTE, "bytes"));
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDriverThatIsNotThereHasNoFigure() throws Exception {
    assertThat(measured("echo 'NVIDIA-SMI has failed because there is no driver'; exit 9\n"))
        .isEmpty();
  }

  @Test
  void withoutTheProgramThereIsNoFigure() throws Exception {
    try (GpuMemoryProbe probe = new GpuMemoryProbe(folder.resolve("none").toString())) {
      probe.await();
      assertThat(probe.metrics()).isEmpty();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void endsAProgramThatGoesOn() throws Exception {
    GpuMemoryProbe probe = new GpuMemoryProbe(program("exec tail -f /dev/null\n"));
    probe.close();
    probe.await();
    assertThat(probe.metrics()).isEmpty();
  }

  private List<Metric> measured(String script) throws IOException, InterruptedException {
    try (GpuMemoryProbe probe = new GpuMemoryProbe(program(script))) {
      probe.await();
      return probe.metrics();
    }
  }

  private String program(String script) throws IOException {
    Path file = folder.resolve("nvidia-smi");
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file.toString();
  }
}
