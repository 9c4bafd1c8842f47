package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.RunStore;

/** A machine divided by measuring it. */
class CoreOptionsIT {
  @TempDir Path folder;
  private final StringWriter err = new StringWriter();

  @Test
  void whatWasMeasuredOnceHoldsForTheRunsThatFollow() {
    assertThat(run("--method=lora", "--threads=auto")).as(err.toString()).isZero();
    assertThat(err.toString())
        .contains("measuring how to divide the cores, by supersense / lora / seed 1")
        .contains("steps/s together", "the fastest, or within 5 % of it with fewer processes");
    int threads = RunStore.existing(folder.resolve("runs")).all().get(0).spec().threads();

    err.getBuffer().setLength(0);
    assertThat(run("--method=lora,ia3", "--threads=auto")).as(err.toString()).isZero();
    assertThat(err.toString()).contains("as of the runs that are made").doesNotContain("steps/s");
    assertThat(RunStore.existing(folder.resolve("runs")).all())
        .hasSize(2)
        .allMatch(record -> record.spec().threads() == threads);
  }

  @Test
  void whatCanNotBeMeasuredIsRefused() {
    assertThat(run("--threads=many")).isEqualTo(2);
    assertThat(err.toString()).contains("--threads must be a number >= 1 or auto, got 'many'");
    assertThat(run("--threads=auto", "--executor=spark", "--master=local")).isEqualTo(2);
    assertThat(err.toString()).contains("--threads auto is about this machine");
  }

  private int run(String... options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "run",
                "smoke",
                "--seed=1",
                "--workers=auto",
                "--store=" + folder.resolve("runs"),
                "--report=" + folder.resolve("report")));
    arguments.addAll(List.of(options));
    return Main.execute(
        arguments.toArray(String[]::new),
        new PrintWriter(new StringWriter(), true),
        new PrintWriter(err, true));
  }
}
