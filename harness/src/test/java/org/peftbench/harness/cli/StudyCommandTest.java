package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyCommandTest {
  @TempDir Path folder;

  private final StringWriter err = new StringWriter();

  @Test
  void oneExampleMakesNoKernel() {
    assertThat(study("ntk", "--task", "acceptability", "--examples", "1")).isEqualTo(2);
    assertThat(err.toString()).contains("--examples must be >= 2, got 1");
  }

  @Test
  void aKernelIsOfTrainingsTypesAndOnADeviceThatIsThere() {
    assertThat(study("ntk", "--task", "acceptability", "--dtype", "f16")).isEqualTo(2);
    assertThat(err.toString()).contains("no training computes in float16");
    assertThat(study("ntk", "--task", "acceptability", "--device", "tpu:0")).isEqualTo(2);
    assertThat(err.toString()).contains("device must be cpu or gpu:0");
  }

  @Test
  void aStoreWithoutAdaptersIsNamed() throws Exception {
    Path store = Files.createDirectory(folder.resolve("runs"));
    assertThat(study("rank", "--store", store.toString())).isEqualTo(2);
    assertThat(err.toString()).contains("no run in " + store + " left an adapter");
  }

  private int study(String... words) {
    String[] arguments = new String[words.length + 1];
    arguments[0] = "study";
    System.arraycopy(words, 0, arguments, 1, words.length);
    return Main.execute(arguments, new PrintWriter(new StringWriter()), new PrintWriter(err, true));
  }
}
