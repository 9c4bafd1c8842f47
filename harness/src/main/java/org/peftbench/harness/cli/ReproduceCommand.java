package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.TunedRow;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.reports.RunDiff;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.StoreLock;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.KeptRows;
import org.peftbench.tasks.TaskCatalog;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench reproduce}: trains once more what a record says, and compares. */
@Command(
    name = "reproduce",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    description = {
      "Trains a run again from its record alone and says whether the outcome is bit-equal, within"
          + " noise, or different, and what differs in the environment.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  peftbench reproduce 3f2a --store runs",
      "  peftbench reproduce 3f2a --into again --format md",
      "",
      "Exit status: 0 bit-equal or within noise, 1 different."
    })
final class ReproduceCommand implements Callable<Integer> {
  @Spec CommandSpec spec;
  @Mixin StoreOption store;
  @Mixin DataOption data;
  @Mixin LocalRuns local;
  @Mixin FormatOption format;

  @Parameters(paramLabel = "RUN", description = "a run's id in the store, or the beginning of one")
  String run;

  @Option(
      names = "--into",
      paramLabel = "DIR",
      description = "store that keeps the new run (default: it is not kept)")
  @Nullable Path into;

  @Override
  public Integer call() throws IOException, InterruptedException {
    RunStore runs = RunStore.existing(store.path());
    RunRecord before = runs.named(run);
    if (!before.status().isFinal()) {
      throw new UserError(
          "run %s ended as %s, which is no outcome to reproduce: make it again with 'peftbench run'",
          before.spec().id(), before.status());
    }
    Installation installation = new Installation(data.path());
    PlannedRun planned = plan(before, runs, installation);
    if (into != null) {
      RunStore again = RunStore.at(other(runs, into));
      StoreLock lock = StoreLock.take(again);
      try {
        return compare(runs, before, again, planned, installation);
      } finally {
        lock.close();
      }
    }
    Path folder = Files.createTempDirectory("peftbench-reproduce");
    try {
      return compare(runs, before, RunStore.at(folder), planned, installation);
    } finally {
      Folders.delete(folder);
    }
  }

  private int compare(
      RunStore runs,
      RunRecord before,
      RunStore again,
      PlannedRun planned,
      Installation installation)
      throws IOException, InterruptedException {
    List<Prediction> answers = runs.predictions(before); // hours before they are needed
    RunRecord after =
        local
            .make(
                new Plan("reproduce", List.of(planned)),
                again,
                installation,
                1,
                true,
                Leavings.USUAL)
            .get(0);
    RunDiff diff = RunDiff.of(before, answers, after, again.predictions(after));
    PrintWriter out = spec.commandLine().getOut();
    out.println("%s: %s".formatted(diff.verdict(), diff.reason()));
    if (after.message() != null) {
      out.println("the new run ended as %s: %s".formatted(after.status(), after.message()));
    }
    out.println(
        diff.environment().isEmpty() ? "environment: the same" : "environment, what differs:");
    diff.environment().forEach(line -> out.println("  " + line));
    out.println();
    format.print(diff.figures());
    return diff.verdict() == RunDiff.Verdict.DIFFERENT ? 1 : 0;
  }

  /** The run as it was planned, provided that everything it names can be had here. */
  private static PlannedRun plan(RunRecord record, RunStore runs, Installation installation) {
    RunSpec planned = record.spec();
    RunSpec.Backbone backbone = installation.backbone(planned.backbone().id());
    require("backbone " + backbone.id(), planned.backbone().digest(), backbone.digest());
    RunSpec.Task task = planned.task();
    if (KeptRows.in(installation.home())
        .find(TaskCatalog.named(task.name()), task.digest())
        .isEmpty()) {
      RunSpec.Task here =
          installation.task(
              new Suite.TaskChoice(
                  task.name(), task.trainRows(), task.evaluationRows(), null, task.answers()));
      require("the rows of task " + task.name(), task.digest(), here.digest());
    }
    String init = planned.method().init();
    Map<String, String> notes = new TreeMap<>(record.notes());
    notes.keySet().removeIf(topic -> !topic.startsWith(TunedRow.NOTES));
    return new PlannedRun(
        record.label(), planned, init == null ? null : adapter(init, runs), notes);
  }

  private static void require(String what, String recorded, String here) {
    if (!recorded.equals(here)) {
      throw new UserError(
          "%s had digest %s in the run and has %s here: bring back what the run was trained with",
          what, recorded, here);
    }
  }

  /** The adapter that the run began with, if one of the store's runs left it. */
  private static Path adapter(String digest, RunStore runs) {
    try (Stream<Path> folders = Files.list(runs.root())) {
      return folders
          .map(folder -> folder.resolve("adapter"))
          .filter(Files::isDirectory)
          .filter(folder -> AdapterFiles.digest(folder).equals(digest))
          .findFirst()
          .orElseThrow(
              () ->
                  new UserError(
                      "the run began with an adapter of digest %s, which no run of %s has: bring"
                          + " the run that left it into the store",
                      digest, runs.root()));
    } catch (IOException e) {
      throw new UncheckedIOException("listing " + runs.root(), e);
    }
  }

  /** A link to the store is the store. */
  private static Path other(RunStore runs, Path folder) throws IOException {
    Path chosen = folder.toAbsolutePath().normalize();
    if (Files.exists(chosen) && Files.isSameFile(chosen, runs.root())) {
      throw new UserError("--into must be another folder than --store: the run would be replaced");
    }
    return chosen;
  }
}
