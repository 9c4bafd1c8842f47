package org.peftbench.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.SuiteLibrary;
import org.peftbench.harness.suite.SuiteReader;
import org.peftbench.harness.worker.Leavings;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStore;
import org.peftbench.results.StoreLock;
import org.peftbench.results.base.Folders;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A suite's runs made anew, for those who compare code of today with code of another day. */
final class SuiteRuns {
  @Mixin DataOption data;

  @Option(
      names = "--suite",
      paramLabel = "SUITE",
      required = true,
      description = "a bundled suite's name or the path of a .yaml file")
  String suite = "";

  @Option(
      names = "--store",
      paramLabel = "DIR",
      description = "folder that keeps the runs (default: they are not kept)")
  @Nullable Path store;

  @Option(
      names = "--made",
      description = "make no runs: take those of --store, whatever code they were made by")
  boolean made;

  /** Whether runs are made, and not only looked at. */
  boolean areMade() {
    return !made;
  }

  /** What was asked for. */
  Suite suite() {
    SuiteLibrary.Source source = SuiteLibrary.find(suite);
    return new SuiteReader(new Installation(data.path())).read(source);
  }

  /**
   * The suite's records: one of every run, but for those that {@code --made} does not find.
   *
   * @param local makes them
   * @param part which of them
   */
  List<RunRecord> records(LocalRuns local, SuitePart part)
      throws IOException, InterruptedException {
    Installation installation = new Installation(data.path());
    Plan plan = Plan.of(part.of(suite()), installation);
    if (made) {
      if (store == null) {
        throw new UserError("--made needs --store: name the folder that has the runs");
      }
      RunStore runs = RunStore.existing(store.toAbsolutePath().normalize());
      return plan.chosen(runs::find).runs().stream()
          .map(PlannedRun::spec)
          .flatMap(spec -> runs.find(spec.id()).stream())
          .toList();
    }
    return make(plan, installation, local);
  }

  /**
   * New records of some of the runs that were made.
   *
   * @param local makes them
   */
  List<RunRecord> again(List<RunRecord> records, LocalRuns local)
      throws IOException, InterruptedException {
    Set<String> ids = records.stream().map(run -> run.spec().id()).collect(Collectors.toSet());
    Installation installation = new Installation(data.path());
    return make(Plan.of(suite(), installation).only(ids), installation, local);
  }

  private List<RunRecord> make(Plan plan, Installation installation, LocalRuns local)
      throws IOException, InterruptedException {
    if (store != null) {
      return make(plan, RunStore.at(store.toAbsolutePath().normalize()), installation, local);
    }
    Path folder = Files.createTempDirectory("peftbench-runs");
    try {
      return make(plan, RunStore.at(folder), installation, local);
    } finally {
      Folders.delete(folder);
    }
  }

  /** Never taken from the store: the same spec under other code is what this is about. */
  private static List<RunRecord> make(
      Plan plan, RunStore runs, Installation installation, LocalRuns local)
      throws IOException, InterruptedException {
    StoreLock lock = StoreLock.take(runs);
    try {
      return local.make(plan, runs, installation, 1, true, Leavings.USUAL);
    } finally {
      lock.close();
    }
  }
}
