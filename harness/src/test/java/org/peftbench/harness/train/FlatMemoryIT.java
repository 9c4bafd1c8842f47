package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelRepository;

/** Two thousand steps on the default checkpoint leave the process as large as two hundred do. */
class FlatMemoryIT {
  private static final Path STATUS = Path.of("/proc/self/status");

  @Tag("slow")
  @Test
  void twoThousandStepsLeaveMemoryFlat() throws IOException {
    assumeTrue(Files.isReadable(STATUS), "this system does not tell a process its size");
    var files = new ModelRepository(Home.resolve(), false, message -> {}).fetch("all-minilm-l6-v2");
    Map<Integer, Double> resident = new HashMap<>();
    try (Backbone backbone = Architecture.openAny(files, DataType.FLOAT32);
        Learner learner = Tiny.learner(backbone, "lora", 0.1);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(
                learner, Tiny.PARITY, Tiny.protocol(2000, 1, 1e-3, 0.1), Tiny.features(256), 1)) {
      loop.run(
          step -> {
            if (step.step() == 200 || step.step() == 2000) {
              System.gc();
              resident.put(step.step(), resident());
            }
          });
    }
    assertThat(resident.get(2000)).isLessThan(1.01 * resident.get(200));
  }

  /** Resident bytes of this process now. */
  private static double resident() {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToDouble(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024.0)
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
