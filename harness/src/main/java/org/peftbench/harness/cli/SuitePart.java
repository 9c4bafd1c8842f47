package org.peftbench.harness.cli;

import java.util.List;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.suite.SuiteFilter;
import picocli.CommandLine.Option;

/** Options that choose a part of a suite; those not given choose all. */
final class SuitePart {
  @Option(
      names = "--method",
      paramLabel = "NAME",
      split = ",",
      description = "only these methods or labels of the suite")
  List<String> methods = List.of();

  @Option(
      names = "--task",
      paramLabel = "NAME",
      split = ",",
      description = "only these tasks of the suite")
  List<String> tasks = List.of();

  @Option(
      names = "--backbone",
      paramLabel = "ID",
      split = ",",
      description = "only these backbones of the suite")
  List<String> backbones = List.of();

  @Option(
      names = "--seed",
      paramLabel = "N",
      split = ",",
      description = "only these seeds of the suite")
  List<Long> seeds = List.of();

  /** Whether nothing was left out. */
  boolean isWhole() {
    return methods.isEmpty() && tasks.isEmpty() && backbones.isEmpty() && seeds.isEmpty();
  }

  /** The suite with what was chosen. */
  Suite of(Suite suite) {
    return new SuiteFilter(methods, tasks, backbones, seeds).apply(suite);
  }
}
