package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskFiles;

/** Every task whose real files are here is verified and shown. */
class DataRootIT {
  private static final Path ROOT = Path.of("../../shared/data");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  static List<TaskDefinition> tasks() {
    return TaskCatalog.all().stream().filter(task -> !task.source().isBundled()).toList();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void isVerifiedAndShown(TaskDefinition task) {
    TaskFiles files = TaskFiles.of(task, ROOT);
    List<String> here =
        files.splits().stream().filter(split -> files.file(split).isPresent()).toList();
    assumeThat(here).as("no file of %s below %s", task.name(), ROOT).isNotEmpty();

    // Exit status 1 where the root's page says that a split is partial or missing.
    assertThat(run("verify", task.name())).as(err.toString()).isIn(0, 1);
    for (String split : here) {
      assertThat(out.toString()).containsPattern(split + " +\\d+ rows, (as )?published");
    }
    out.getBuffer().setLength(0);
    String last = files.splits().get(files.splits().size() - 1);
    boolean train = !here.contains(last);
    assertThat(train ? run("show", task.name(), "--train") : run("show", task.name()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString().lines().filter(line -> line.startsWith("example "))).hasSize(3);
    assertThat(out.toString().lines().filter(line -> line.startsWith("  right: "))).hasSize(3);
  }

  private int run(String command, String task, String... more) {
    List<String> arguments = new ArrayList<>(List.of("data", command, task, "--data=" + ROOT));
    arguments.addAll(List.of(more));
    return Main.execute(
        arguments.toArray(String[]::new), new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
