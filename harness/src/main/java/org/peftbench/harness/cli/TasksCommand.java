package org.peftbench.harness.cli;

import java.io.PrintWriter;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench tasks}: what can be asked. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Lists the tasks, or shows one.", ""})
final class TasksCommand {
  @Spec CommandSpec spec;

  /** Prints a line a task: name, metrics, where its rows come from, description. */
  @Command(name = "list", description = "Lists the tasks and their metrics, the ranking one first.")
  void list() {
    Columns columns = new Columns();
    for (TaskDefinition task : TaskCatalog.all()) {
      columns.row(
          task.name(),
          String.join(", ", task.metrics()),
          task.source().isBundled() ? "bundled" : "needs --data",
          task.description());
    }
    columns.print(out());
  }

  /** Prints a task's definition. */
  @Command(name = "show", description = "Prints a task's definition.")
  void show(@Parameters(paramLabel = "TASK", description = "a task's name") String task) {
    out().print(Json.pretty(TaskCatalog.named(task)));
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
