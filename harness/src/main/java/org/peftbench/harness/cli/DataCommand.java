package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.progress.DownloadBar;
import org.peftbench.reports.table.AlignedText;
import org.peftbench.results.base.UserError;
import org.peftbench.results.base.hub.HubClient;
import org.peftbench.results.base.hub.HubProgress;
import org.peftbench.results.base.hub.HubSettings;
import org.peftbench.results.base.hub.ProgressLines;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskFiles;
import org.peftbench.tasks.TaskLoader;
import org.peftbench.tasks.dataroot.SplitFetcher;
import org.peftbench.tasks.dataroot.SplitOrigin;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench data}: the data sets that tasks are asked on. */
@Command(
    name = "data",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Lists, fetches, verifies and shows the data sets of tasks. The hub is that of HF_ENDPOINT,"
          + " asked with HF_TOKEN, and what comes from it is kept in HF_HOME as well.",
      ""
    })
final class DataCommand {
  private static final int DIFFERS = 1;

  private final Map<String, String> environment;

  @Spec CommandSpec spec;

  DataCommand() {
    this(System.getenv());
  }

  DataCommand(Map<String, String> environment) {
    this.environment = environment;
  }

  /** Prints a line a split. */
  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Lists the splits that tasks read, and which are here.")
  void list(@Mixin DataOption data) {
    AlignedText columns = new AlignedText();
    for (TaskDefinition task : TaskCatalog.all()) {
      if (task.source().isBundled()) {
        columns.line(task.name(), "", "", "bundled");
        continue;
      }
      TaskFiles files = TaskFiles.of(task, data.path());
      for (String split : files.splits()) {
        columns.line(
            task.name(),
            split,
            files.published(split) + " rows",
            files.file(split).orElse("not here"));
      }
    }
    out().print(columns.render());
  }

  /** Brings the splits of tasks into the data root. */
  @Command(
      name = "fetch",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Fetches the splits of tasks from the Hugging Face hub, unless they are here.")
  void fetch(
      @Mixin DataOption data,
      @Option(
              names = "--revision",
              paramLabel = "REVISION",
              description = "commit, branch or tag of the data set, instead of the task's own")
          @Nullable String revision,
      @Parameters(paramLabel = "TASK", arity = "1..*", description = "tasks' names")
          List<String> tasks) {
    List<TaskDefinition> wanted = tasks.stream().map(TaskCatalog::named).toList();
    Path root = data.fetchRoot();
    HubClient client =
        new HubClient(HubSettings.of(environment, Path.of(System.getProperty("user.home"))));
    PrintWriter err = spec.commandLine().getErr();
    Integer width = Integer.getInteger("peftbench.columns");
    DownloadBar bar = width == null ? null : new DownloadBar(err, width);
    HubProgress progress = bar == null ? new ProgressLines(err::println) : bar;
    try {
      for (TaskDefinition task : wanted) {
        TaskFiles files = TaskFiles.of(task, root);
        for (String split : files.splits()) {
          Path file = files.fetch(split, new SplitFetcher(client, root, progress), revision);
          out().println(file);
        }
      }
    } finally {
      if (bar != null) {
        bar.close();
      }
    }
  }

  /** Reads the splits of tasks from end to end. */
  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = {
        "Reads the splits of tasks from end to end: every row by the task's rules, the number of rows"
            + " against the published one, and the bytes against those that were fetched.",
        "Exit status 1 if something differs."
      })
  int verify(
      @Mixin DataOption data,
      @Parameters(paramLabel = "TASK", arity = "1..*", description = "tasks' names")
          List<String> tasks) {
    List<TaskDefinition> wanted = tasks.stream().map(TaskCatalog::named).toList();
    AlignedText columns = new AlignedText();
    boolean right = true;
    for (TaskDefinition task : wanted) {
      TaskFiles files = TaskFiles.of(task, data.path());
      for (String split : files.splits()) {
        if (files.file(split).isEmpty()) {
          right = false;
          columns.line(task.name(), split, "not here", "", "");
          continue;
        }
        TaskFiles.Check check = files.check(split);
        right &= check.isRight();
        columns.line(
            task.name(),
            split,
            check.found() == check.published()
                ? check.found() + " rows, as published"
                : "%d rows, published with %d".formatted(check.found(), check.published()),
            origin(check),
            check.file());
      }
    }
    out().print(columns.render());
    return right ? 0 : DIFFERS;
  }

  /** Prints examples as the model sees them. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Prints examples of a task as a model sees them, in the order of their use.")
  void show(
      @Mixin DataOption data,
      @Parameters(paramLabel = "TASK", description = "a task's name") String name,
      @Option(
              names = "--rows",
              paramLabel = "N",
              defaultValue = "3",
              description = "how many (default: ${DEFAULT-VALUE})")
          int rows,
      @Option(names = "--train", description = "of train; without it, of the evaluation rows")
          boolean train,
      @Option(
              names = "--model",
              paramLabel = "MODEL",
              description =
                  "a model whose tokens to show as well; name, dir:PATH or hub:OWNER/NAME")
          @Nullable String model)
      throws IOException {
    if (rows < 1) {
      throw new UserError("--rows must be >= 1, got %d", rows);
    }
    TaskDefinition task = TaskCatalog.named(name);
    List<Example> examples = new TaskLoader(data.path()).some(task, train, rows);
    ExampleText text = new ExampleText(task);
    try (TokenText tokens =
        model == null
            ? null
            : new TokenText(task, new Installation(data.path()).models().fetch(model))) {
      for (Example example : examples) {
        text.lines(example).forEach(out()::println);
        if (tokens != null) {
          tokens.lines(example).forEach(out()::println);
        }
      }
    }
  }

  private static String origin(TaskFiles.Check check) {
    SplitOrigin origin = check.origin();
    if (origin == null) {
      return "put there by hand";
    }
    return String.format(
        Locale.ROOT,
        "hub, commit %.8s, %s",
        origin.commit(),
        check.unchanged() ? "bytes as fetched" : "bytes changed since");
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
