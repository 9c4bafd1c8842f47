package org.peftbench.harness.cli;

import java.util.List;
import java.util.Locale;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunSummary;
import picocli.CommandLine.Option;

/** Options that choose among a store's runs; those not given choose all. */
final class RunFilter {
  @Option(names = "--task", paramLabel = "NAME", split = ",", description = "only of these tasks")
  List<String> tasks = List.of();

  @Option(
      names = "--backbone",
      paramLabel = "ID",
      split = ",",
      description = "only on these backbones")
  List<String> backbones = List.of();

  @Option(
      names = "--method",
      paramLabel = "NAME",
      split = ",",
      description = "only of these methods or labels")
  List<String> methods = List.of();

  @Option(names = "--seed", paramLabel = "N", split = ",", description = "only of these seeds")
  List<Long> seeds = List.of();

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      description = "only those that ended so: ${COMPLETION-CANDIDATES}")
  List<RunStatus> statuses = List.of();

  /** Whether nothing was chosen. */
  boolean isEmpty() {
    return tasks.isEmpty()
        && backbones.isEmpty()
        && methods.isEmpty()
        && seeds.isEmpty()
        && statuses.isEmpty();
  }

  boolean accepts(RunSummary run) {
    return (tasks.isEmpty() || tasks.contains(run.task()))
        && (backbones.isEmpty() || backbones.contains(run.backbone()))
        && (methods.isEmpty() || methods.contains(run.label()) || methods.contains(run.method()))
        && (seeds.isEmpty() || seeds.contains(run.seed()))
        && (statuses.isEmpty() || statuses.contains(run.status()));
  }

  /** {@code OUT_OF_MEMORY} in words. */
  static String words(RunStatus status) {
    return status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
