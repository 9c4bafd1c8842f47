package org.peftbench.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.study.KernelComparison;
import org.peftbench.harness.study.WeightUpdate;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.train.Environments;
import org.peftbench.models.Compute;
import org.peftbench.models.Outline;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;
import org.peftbench.results.study.KernelStudy;
import org.peftbench.results.study.Study;
import org.peftbench.results.study.StudyStore;
import org.peftbench.results.study.UpdateStudy;
import org.peftbench.tasks.KeptRows;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskDefinition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench study}: what can be said of methods without comparing scores. */
@Command(
    name = "study",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Studies methods beyond their scores. 'peftbench report' shows what a store has of studies.",
      ""
    })
final class StudyCommand {
  private static final String FULL = "full";

  @Spec CommandSpec spec;

  /** Compares kernels. */
  @Command(
      name = "ntk",
      mixinStandardHelpOptions = true,
      description = {
        "Compares every method's neural tangent kernel, at the method's start, with full"
            + " fine-tuning's on the same training rows under the same head. Nothing is trained.",
        ""
      },
      footer = {
        "",
        "Examples:",
        "  peftbench study ntk --task acceptability",
        "  peftbench study ntk --task cola,rte --data DIR --method propulsion,lora --examples 200"
      })
  void ntk(
      @Mixin StoreOption store,
      @Mixin DataOption data,
      @Mixin EngineThreads engine,
      @Mixin HardwareOptions hardware,
      @Option(
              names = "--model",
              paramLabel = "ID",
              defaultValue = "all-minilm-l6-v2",
              description = "a known checkpoint or a folder (default: ${DEFAULT-VALUE})")
          String model,
      @Option(
              names = "--task",
              paramLabel = "NAME",
              split = ",",
              required = true,
              description = "tasks of classification or regression")
          List<String> tasks,
      @Option(
              names = "--method",
              paramLabel = "NAME[: {KEY: VALUE}]",
              description = "methods, separated by commas (default: all that fit)")
          @Nullable String methods,
      @Option(
              names = "--examples",
              paramLabel = "N",
              defaultValue = "128",
              description = "training rows, labels in proportion (default: ${DEFAULT-VALUE})")
          int examples,
      @Option(
              names = "--seed",
              paramLabel = "N",
              defaultValue = "0",
              description = "of the head and of what starts random (default: ${DEFAULT-VALUE})")
          long seed,
      @Option(
              names = "--max-length",
              paramLabel = "N",
              defaultValue = "128",
              description = "tokens of an input (default: ${DEFAULT-VALUE})")
          int maxLength)
      throws IOException, InterruptedException {
    if (examples < 2) {
      throw new UserError("--examples must be >= 2, got %d", examples);
    }
    int threads = engine.count();
    Hardware where = hardware.hardware();
    String dtype = Hardware.trainingDtype(Objects.requireNonNullElse(where.dtype(), "float32"));
    Installation installation = new Installation(data.path());
    ModelFiles files = installation.models().fetch(model);
    Outline outline = Outlines.of(files);
    List<KernelComparison.Subject> subjects = subjects(methods, outline);
    List<RunSpec.Task> asked = new ArrayList<>();
    for (String task : tasks) {
      asked.add(installation.task(new Suite.TaskChoice(task, examples, 1)));
    }
    installation.useEngine(threads);
    Compute.require(where.device());
    for (RunSpec.Task task : asked) {
      KernelStudy.Inputs inputs =
          new KernelStudy.Inputs(
              new RunSpec.Backbone(model, files.digest()),
              task,
              seed,
              maxLength,
              dtype,
              threads,
              where.device());
      keep(
          store,
          KernelComparison.of(
              inputs,
              files,
              rows(installation, task),
              subjects,
              installation.home(),
              label -> tell("%s: %s".formatted(task.name(), label))));
    }
  }

  /** Looks at what trainings left. */
  @Command(
      name = "updates",
      aliases = {"rank", "weights"},
      mixinStandardHelpOptions = true,
      description = {
        "Says what trainings did to weights: the rank and effective rank of each run's update, and"
            + " how the values it trained are spread. Reads the adapters that runs left.",
        ""
      },
      footer = {
        "",
        "Adapters above 64 MB are kept only by 'peftbench run --keep-adapters'.",
        "",
        "Examples:",
        "  peftbench study updates                    all runs of the store",
        "  peftbench study rank 3f2a 9c01 --store runs"
      })
  void updates(
      @Mixin StoreOption store,
      @Parameters(
              paramLabel = "RUN",
              arity = "0..*",
              description = "ids, or their beginnings (default: all runs that left an adapter)")
          List<String> named)
      throws IOException, InterruptedException {
    RunStore runs = RunStore.existing(store.path());
    List<RunRecord> chosen =
        named == null || named.isEmpty()
            ? runs.all().stream().filter(run -> Files.isDirectory(adapter(runs, run))).toList()
            : named.stream().map(runs::named).toList();
    if (chosen.isEmpty()) {
      throw new UserError(
          "no run in %s left an adapter: make runs with 'peftbench run', or name another --store",
          runs.root());
    }
    Installation installation = new Installation(null);
    installation.useEngine();
    List<UpdateStudy.Update> updates = new ArrayList<>();
    for (RunRecord run : chosen) {
      ModelFiles files = installation.models().fetch(run.spec().backbone().id());
      updates.add(WeightUpdate.of(run, files, adapter(runs, run)));
      tell("%s on %s".formatted(run.label(), run.spec().task().name()));
    }
    keep(store, new UpdateStudy(Study.SCHEMA, updates, Environments.capture()));
  }

  private static Path adapter(RunStore runs, RunRecord run) {
    return runs.folder(run.spec().id()).resolve("adapter");
  }

  private void keep(StoreOption store, Study study) {
    Path file = new StudyStore(store.path()).save(study);
    spec.commandLine().getOut().println("Study: " + file);
  }

  private void tell(String line) {
    spec.commandLine().getErr().println(line);
  }

  /** Full fine-tuning, and then the others. */
  private static List<KernelComparison.Subject> subjects(
      @Nullable String methods, Outline outline) {
    Map<String, MethodChoice> choices = new LinkedHashMap<>(); // each once, by label
    MethodChoice.parse(FULL).forEach(choice -> choices.put(choice.label(), choice));
    MethodChoice.parse(methods).stream()
        .filter(choice -> methods != null || choice.fits(outline))
        .forEach(choice -> choices.put(choice.label(), choice));
    return choices.values().stream().map(StudyCommand::subject).toList();
  }

  private static KernelComparison.Subject subject(MethodChoice choice) {
    return new KernelComparison.Subject(
        choice.label(),
        new RunSpec.Method(choice.method().name(), choice.method().complete(choice.overrides())));
  }

  private static TaskData rows(Installation installation, RunSpec.Task task) {
    TaskDefinition definition = TaskCatalog.named(task.name());
    return KeptRows.in(installation.home())
        .find(definition, task.digest())
        .orElseThrow(() -> new IllegalStateException("rows just kept are gone: " + task.digest()));
  }
}
