package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.JavaProcess;
import org.peftbench.models.ops.KernelForm;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;

/** The form of the kernels as the environment chooses it, for a command and its workers. */
class KernelsVariableIT {
  private static final String SUITE =
      """
      name: my
      backbones: [tiny-roberta]
      tasks: [{task: acceptability, train_rows: 16, evaluation_rows: 8}]
      methods: [lora]
      protocol: {steps: 4, batch_size: 4, max_length: 32}
      """;

  @TempDir Path folder;

  /** A status and all that was printed. */
  private record Outcome(int status, String printed) {}

  @BeforeEach
  void writeSuite() throws IOException {
    Files.writeString(folder.resolve("my.yaml"), SUITE);
  }

  @Test
  void anotherNameIsRefusedInOneLine() throws Exception {
    Outcome outcome = peftbench("fast", "run", "my.yaml");
    assertThat(outcome.status()).isEqualTo(2);
    assertThat(outcome.printed())
        .startsWith("peftbench: PEFTBENCH_KERNELS must be plain or fused, got 'fast'")
        .hasLineCount(1);
    assertThat(folder.resolve("runs")).doesNotExist();
  }

  @Test
  void aRecordSaysThatItsKernelsWerePlain() throws Exception {
    assertThat(record("plain").notes()).containsEntry("kernels", "plain");
    assertThat(record("fused").notes()).doesNotContainKey("kernels");
  }

  private RunRecord record(String kernels) throws Exception {
    Outcome outcome = peftbench(kernels, "run", "my.yaml", "--store=" + kernels);
    assertThat(outcome.status()).as(outcome.printed()).isZero();
    RunRecord record = RunStore.existing(folder.resolve(kernels)).all().get(0);
    assertThat(record.status()).isEqualTo(RunStatus.SUCCEEDED);
    return record;
  }

  private Outcome peftbench(String kernels, String... arguments) throws Exception {
    ProcessBuilder builder =
        JavaProcess.of(Main.class, List.of(arguments)).directory(folder.toFile());
    builder.environment().put(KernelForm.VARIABLE, kernels);
    Process process = builder.redirectErrorStream(true).start();
    try {
      byte[] printed = process.getInputStream().readAllBytes();
      return new Outcome(process.waitFor(), new String(printed, StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }
}
