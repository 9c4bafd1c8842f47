package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.peftbench.harness.worker.Plugins;
import org.peftbench.models.ops.KernelForm;
import org.peftbench.results.base.UserError;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The command {@code peftbench}. */
@Command(
    name = "peftbench",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    subcommands = {
      RunCommand.class,
      ReportCommand.class,
      TableCommand.class,
      DiffCommand.class,
      RunsCommand.class,
      CheckCommand.class,
      BaselineCommand.class,
      ReproduceCommand.class,
      CardCommand.class,
      ServeCommand.class,
      SuitesCommand.class,
      PaperCommand.class,
      TasksCommand.class,
      DataCommand.class,
      MethodsCommand.class,
      ModelsCommand.class,
      ParamsCommand.class,
      PlanCommand.class,
      StudyCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      MergeCommand.class,
      PredictCommand.class,
      PretrainCommand.class,
      WorkCommand.class,
      GenerateCompletion.class,
      HelpCommand.class
    },
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Compares parameter-efficient fine-tuning methods with numbers a sceptic would accept: every"
          + " method under one protocol on one engine, every run in a process of its own.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench run quick                    compare seven methods on two tasks",
      "  peftbench run quick --method lora,ia3  only these two",
      "  peftbench report                       write the report of all runs again",
      "  peftbench methods describe propulsion  what a method is and its settings",
      "  peftbench params --model llama-7b      what methods train there, without weights",
      "  peftbench bench StepBenchmark          how fast a step is here; -h for JMH's options",
      "",
      "Results go to ./runs, the report to ./report. A finished run is not made again.",
      "Weights and engine libraries are kept in PEFTBENCH_HOME (default: the user's cache folder).",
      "PEFTBENCH_KERNELS=plain computes without fused kernels (default: fused).",
      "",
      "Exit status: 0 well, 1 a run did not succeed, 2 misuse or bad input, 70 defect, 130 Ctrl-C."
    })
public final class Main {
  @Mixin PluginsOption pluginsOption;

  private Plugins plugins = Plugins.NONE;

  Main() {}

  /** Runs the command and ends the process with its status. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    System.exit(execute(arguments, out, err));
  }

  /** Runs the command and returns its exit status. */
  static int execute(String[] arguments, PrintWriter out, PrintWriter err) {
    int status = status(arguments, out, err);
    out.flush();
    err.flush();
    return status;
  }

  /** Picocli hands on what is no exception: errors of the machine. */
  private static int status(String[] arguments, PrintWriter out, PrintWriter err) {
    try {
      return commandLine().setOut(out).setErr(err).execute(arguments);
    } catch (Error e) {
      return Complaints.thrown(e, err);
    }
  }

  static CommandLine commandLine() {
    Main main = new Main();
    return new CommandLine(main)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionStrategy(main::executeWithPlugins)
        .setParameterExceptionHandler(Complaints::misuse)
        .setExecutionExceptionHandler(Complaints::thrown);
  }

  /** What the user put beside the methods of the class path. */
  Plugins plugins() {
    return plugins;
  }

  private int executeWithPlugins(ParseResult parsed) {
    try {
      plugins = pluginsOption.plugins();
      KernelForm.check();
    } catch (UserError e) {
      throw new ExecutionException(parsed.commandSpec().commandLine(), "bad surroundings", e);
    }
    Plugins.Scope scope = plugins.activate();
    try {
      return new RunLast().execute(parsed);
    } finally {
      scope.close();
    }
  }
}
