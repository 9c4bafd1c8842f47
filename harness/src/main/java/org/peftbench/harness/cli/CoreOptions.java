package org.peftbench.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.Division;
import org.peftbench.harness.DivisionTrial;
import org.peftbench.harness.suite.Plan;
import org.peftbench.harness.suite.PlannedRun;
import org.peftbench.harness.suite.Suite;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.UserError;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** How many runs go at the same time, and with how many threads each. */
final class CoreOptions {
  private static final String AUTO = "auto";

  @Spec(Spec.Target.MIXEE)
  CommandSpec spec;

  @Option(
      names = "--threads",
      paramLabel = "N|auto",
      description =
          "engine threads of one run, instead of the suite's; part of a run's identity. 'auto': the"
              + " machine's cores divided by --workers; with --workers auto, too, a short"
              + " measurement decides both")
  @Nullable String threads;

  @Option(
      names = "--workers",
      paramLabel = "N|auto",
      defaultValue = "1",
      description =
          "runs at the same time (default: ${DEFAULT-VALUE}); 'auto': as many as the cores allow,"
              + " and never more than fit into memory; more than one blurs times")
  String workers;

  /** A suite with the threads that were asked for, if it was a number. */
  Suite on(Suite suite) {
    return threads == null || threads.equals(AUTO) ? suite : suite.withThreads(number());
  }

  private int number() {
    if (threads == null || !threads.matches("[1-9][0-9]{0,3}")) {
      throw new UserError("--threads must be a number >= 1 or auto, got '%s'", threads);
    }
    return Integer.parseInt(threads);
  }

  /**
   * Refuses words that say no division of this machine, before anything is written.
   *
   * @throws UserError naming the option
   */
  void check(Suite suite) {
    WorkerCount.of(workers, AUTO.equals(threads) ? 1 : suite.threads(), cores());
  }

  /**
   * The division of machines that are none of ours: what a suite says.
   *
   * @throws UserError if it was to be measured
   */
  Division elsewhere(Suite suite) {
    if (AUTO.equals(threads)) {
      throw new UserError(
          "--threads auto is about this machine, and the runs are made on others: give a number");
    }
    return new Division(1, suite.threads());
  }

  /**
   * The division of this machine for a suite.
   *
   * @param runs if they have some of the suite's already, made under one division, so will the
   *     others be
   */
  Division here(Suite suite, RunStore runs, Installation installation, LocalRuns local)
      throws IOException, InterruptedException {
    int cores = cores();
    if (!AUTO.equals(threads)) {
      return new Division(WorkerCount.of(workers, suite.threads(), cores), suite.threads());
    }
    if (!workers.equals(AUTO)) {
      int atOnce = WorkerCount.of(workers, 1, cores);
      return new Division(atOnce, Math.max(1, cores / atOnce));
    }
    PrintWriter err = spec.commandLine().getErr();
    Plan plan = Plan.of(suite, installation);
    List<PlannedRun> planned = plan.runs().isEmpty() ? plan.trials().runs() : plan.runs();
    List<Division> ways = Division.of(cores);
    Optional<Division> known =
        ways.stream()
            .filter(way -> planned.stream().anyMatch(run -> has(runs, run, way)))
            .findFirst();
    if (known.isPresent()) {
      err.println("%s, as of the runs that are made".formatted(known.get()));
      return known.get();
    }
    PlannedRun usual = planned.get(planned.size() / 2);
    List<Division> fitting = LocalRuns.fitting(ways, usual, runs, installation);
    return measure(fitting, local.trial(usual, installation), err);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static boolean has(RunStore runs, PlannedRun run, Division way) {
    RunSpec spec = run.spec().withThreads(way.threads());
    return runs.findWhole(spec.id()).isPresent();
  }

  private static Division measure(List<Division> ways, DivisionTrial trial, PrintWriter err)
      throws IOException, InterruptedException {
    err.println("measuring how to divide the cores, by " + trial.run().title());
    Map<Division, Double> rates = new LinkedHashMap<>();
    for (Division way : ways) {
      double rate = trial.measure(way);
      rates.put(way, rate);
      err.println(String.format(Locale.ROOT, "  %s: %.1f steps/s together", way, rate));
    }
    Division fastest = Division.fastest(rates);
    err.println("%s: the fastest, or within 5 %% of it with fewer processes".formatted(fastest));
    return fastest;
  }
}
