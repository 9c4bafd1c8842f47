package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.reports.RunDiff;
import org.peftbench.reports.table.AlignedText;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.GridFormat;
import org.peftbench.results.Metric;
import org.peftbench.results.PackedStore;
import org.peftbench.results.RunIndex;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.RunSummary;
import org.peftbench.results.StoreLock;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code peftbench runs}: what a store has. */
@Command(
    name = "runs",
    mixinStandardHelpOptions = true,
    versionProvider = Versions.class,
    synopsisSubcommandLabel = "COMMAND",
    description = {"Lists, shows, compares, exports, packs or removes the runs of a store.", ""},
    footer = {
      "",
      "Examples:",
      "  peftbench runs ls --task cola --status failed,diverged",
      "  peftbench runs ls --export figures.parquet",
      "  peftbench runs diff 3f2a 90bc",
      "  peftbench runs pack --task cola cola.zip",
      "  peftbench runs rm --status failed"
    })
final class RunsCommand {
  @Spec CommandSpec spec;

  /** Prints a line a run. */
  @Command(
      name = "ls",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      aliases = "list",
      description = "Lists runs: a line each, or a table of all their figures as a file.")
  void ls(
      @Mixin StoreOption store,
      @Mixin RunFilter filter,
      @Option(
              names = "--export",
              paramLabel = "FILE",
              description =
                  "write a row a figure of these runs into a .parquet or .csv file instead")
          @Nullable Path export)
      throws IOException {
    RunStore runs = RunStore.existing(store.path());
    List<RunSummary> chosen = chosen(runs, filter);
    if (export != null) {
      long rows =
          FigureFile.write(
              export, chosen.stream().flatMap(run -> runs.find(run.id()).stream()).toList());
      out().println("%s: %d figures of %d runs".formatted(export, rows, chosen.size()));
      return;
    }
    AlignedText columns = new AlignedText();
    for (RunSummary run : chosen) {
      columns.line(
          run.id(),
          run.trial() ? run.task() + ", tuning split" : run.task(),
          run.backbone(),
          run.label(),
          "seed " + run.seed(),
          RunFilter.words(run.status()),
          run.score() == null
              ? Figures.ABSENT
              : String.format(Locale.ROOT, "%s %.4f", run.primaryMetric(), run.score()),
          run.seconds() == null ? Figures.ABSENT : Figures.value(run.seconds(), "seconds"));
    }
    out().print(columns.render());
    out().println("%d runs".formatted(chosen.size()));
  }

  /** Prints what a record says. */
  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Prints what a run's record says, but for its curves.")
  void show(@Mixin StoreOption store, @Parameters(paramLabel = "RUN") String run) {
    RunRecord record = RunStore.existing(store.path()).named(run);
    AlignedText columns = new AlignedText();
    columns.line("run", record.spec().id());
    columns.line("label", record.label());
    columns.line("task", record.spec().task().title());
    columns.line("backbone", record.spec().backbone().id());
    columns.line("method", record.spec().method().name() + " " + record.spec().method().config());
    columns.line("seed", Long.toString(record.spec().seed()));
    columns.line("started", record.started().toString());
    columns.line("status", RunFilter.words(record.status()));
    if (record.message() != null) {
      columns.line("message", record.message());
    }
    if (record.environment() != null) {
      columns.line("machine", record.environment().cpu() + ", " + record.environment().device());
      columns.line(
          "versions", record.environment().peftbench() + ", " + record.environment().engine());
    }
    for (Metric metric : record.metrics()) {
      columns.line(metric.name(), Figures.value(metric.value(), metric.unit()));
    }
    record.notes().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(note -> columns.line(note.getKey(), note.getValue()));
    out().print(columns.render());
  }

  /** Prints what differs between two runs. */
  @Command(
      name = "diff",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Compares two runs of a store: input, machine, outcome.")
  void diff(
      @Mixin StoreOption store,
      @Parameters(index = "0", paramLabel = "RUN") String first,
      @Parameters(index = "1", paramLabel = "RUN") String second) {
    RunStore runs = RunStore.existing(store.path());
    RunRecord before = runs.named(first);
    RunRecord after = runs.named(second);
    RunDiff diff = RunDiff.of(before, runs.predictions(before), after, runs.predictions(after));
    out().println("%s: %s".formatted(diff.verdict(), diff.reason()));
    lines("specification", diff.specification());
    lines("environment", diff.environment());
    out().println();
    out().print(GridFormat.TEXT.render(diff.figures()));
  }

  /** Writes runs into one file. */
  @Command(
      name = "pack",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description =
          "Writes runs into one file to keep or to hand on, without adapters, logs and the"
              + " predictions of a tuning's trials; --store reads it like a folder.")
  void pack(
      @Mixin StoreOption store,
      @Mixin RunFilter filter,
      @Option(
              names = "--without-scores",
              description = "leave out each label's score behind an answer: much smaller")
          boolean withoutScores,
      @Parameters(paramLabel = "FILE", description = "a .zip file") Path file)
      throws IOException {
    if (!file.toString().endsWith(".zip")) {
      throw new UserError("a packed store's name ends in .zip, got %s", file);
    }
    RunStore runs = RunStore.existing(store.path());
    List<RunRecord> chosen =
        chosen(runs, filter).stream().flatMap(run -> runs.find(run.id()).stream()).toList();
    if (withoutScores) {
      PackedStore.writeWithoutScores(runs, chosen, file);
    } else {
      PackedStore.write(runs, chosen, file);
    }
    out().println("%s: %d runs".formatted(file, chosen.size()));
  }

  /** Removes runs. */
  @Command(
      name = "rm",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description = "Removes runs, by their ids or by what they are.")
  void rm(
      @Mixin StoreOption store,
      @Mixin RunFilter filter,
      @Parameters(paramLabel = "RUN", arity = "0..*") @Nullable List<String> ids)
      throws IOException {
    List<String> named = ids == null ? List.of() : ids;
    if (named.isEmpty() == filter.isEmpty()) {
      throw new UserError("name runs to remove, or say which with --status and the like");
    }
    RunStore runs = RunStore.existing(store.path());
    StoreLock lock = StoreLock.take(runs);
    try {
      List<String> chosen =
          named.isEmpty()
              ? chosen(runs, filter).stream().map(RunSummary::id).toList()
              : named.stream().map(id -> runs.named(id).spec().id()).toList();
      remove(runs, chosen);
    } finally {
      lock.close();
    }
  }

  /** Removes what runs without a record left. */
  @Command(
      name = "gc",
      mixinStandardHelpOptions = true,
      versionProvider = Versions.class,
      description =
          "Removes what runs that were cut short have left, checkpoints included, which they could"
              + " go on from.")
  void gc(@Mixin StoreOption store) throws IOException {
    RunStore runs = RunStore.existing(store.path());
    StoreLock lock = StoreLock.take(runs);
    try {
      remove(runs, runs.unfinished());
    } finally {
      lock.close();
    }
  }

  private void remove(RunStore runs, List<String> ids) throws IOException {
    for (String id : ids) {
      runs.delete(id);
      out().println("removed " + id);
    }
    out().println("%d removed".formatted(ids.size()));
  }

  private void lines(String title, List<String> lines) {
    out().println(lines.isEmpty() ? title + ": the same" : title + ", what differs:");
    lines.forEach(line -> out().println("  " + line));
  }

  private static List<RunSummary> chosen(RunStore runs, RunFilter filter) {
    return new RunIndex(runs).all().stream().filter(filter::accepts).toList();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
