package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.peftbench.reports.table.AlignedText;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskLoader;
import org.peftbench.tasks.baselines.Baselines;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench tasks}: what can be asked. */
@Command(
    name = "tasks",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Lists the tasks, shows one, or says what its baselines score.", ""})
final class TasksCommand {
  @Spec CommandSpec spec;

  /**
   * Prints a line a task: name, family, metrics, where its rows come from and how many the splits
   * have, description.
   */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description =
          "Lists the tasks: family, metrics (the ranking one first), source, split sizes.")
  void list() {
    AlignedText columns = new AlignedText();
    for (TaskDefinition task : TaskCatalog.all()) {
      columns.line(
          task.name(),
          Json.MAPPER.valueToTree(task.kind()).asText(),
          String.join(", ", task.metrics()),
          task.source().isBundled() ? "bundled" : "needs --data",
          splits(task.source().splits()),
          task.description());
    }
    out().print(columns.render());
  }

  /** Prints a task's definition. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Prints a task's definition.")
  void show(@Parameters(paramLabel = "TASK", description = "a task's name") String task) {
    out().print(Json.pretty(TaskCatalog.named(task)));
  }

  /** Prints what answers without a model score on a task. */
  @Command(
      name = "baselines",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Scores answers without a model: majority, nearest training text, bag of words.",
        ""
      })
  void baselines(
      @Parameters(paramLabel = "TASK", arity = "1..*", description = "tasks' names")
          List<String> names,
      @Mixin DataOption data) {
    for (String name : names) {
      long start = System.nanoTime();
      TaskData rows = new TaskLoader(data.path()).load(TaskCatalog.named(name), null, null);
      double seconds = (System.nanoTime() - start) * 1e-9;
      AlignedText columns = new AlignedText();
      for (String baseline : Baselines.names()) {
        String figures =
            Baselines.score(baseline, rows).stream()
                .map(metric -> String.format(Locale.ROOT, "%s %.3f", metric.name(), metric.value()))
                .collect(Collectors.joining(", "));
        columns.line(name, baseline, figures.isEmpty() ? "undefined" : figures);
      }
      columns.line(name, "loaded in", String.format(Locale.ROOT, "%.2f s", seconds));
      out().print(columns.render());
    }
  }

  private static String splits(Map<String, Integer> sizes) {
    return sizes.entrySet().stream()
        .map(split -> split.getKey() + " " + split.getValue())
        .collect(Collectors.joining(", "));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
