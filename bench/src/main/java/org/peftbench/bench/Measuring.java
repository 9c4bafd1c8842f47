package org.peftbench.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.openjdk.jmh.Main;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.peftbench.harness.worker.Worker;

/** JMH in a process that ends with the one which started it; its last words are the ratios. */
final class Measuring {
  private static final String RATIO = "timesFloor";

  private Measuring() {}

  public static void main(String[] arguments)
      throws IOException, RunnerException, CommandLineOptionException {
    Worker.endWithParent();
    CommandLineOptions options = new CommandLineOptions(arguments);
    if (options.shouldHelp() || options.shouldList() || options.shouldListWithParams()) {
      Main.main(arguments);
      return;
    }
    print(new Runner(options).run());
  }

  /** JMH adds counters up over the iterations, which is no way with ratios: their medians. */
  @SuppressWarnings("rawtypes") // as JMH declares its results
  private static void print(Collection<RunResult> results) {
    String row = "%-60s %18s %13s%n";
    boolean any = false;
    for (RunResult result : results) {
      double[] ratios =
          result.getAggregatedResult().getIterationResults().stream()
              .map(IterationResult::getSecondaryResults)
              .filter(secondary -> secondary.containsKey(RATIO))
              .mapToDouble(secondary -> secondary.get(RATIO).getScore())
              .toArray();
      if (ratios.length == 0) {
        continue;
      }
      if (!any) {
        System.out.printf(Locale.ROOT, "%n" + row, "median", "score", "times floor");
        any = true;
      }
      double score =
          new Median()
              .evaluate(
                  result.getAggregatedResult().getIterationResults().stream()
                      .mapToDouble(iteration -> iteration.getPrimaryResult().getScore())
                      .toArray());
      System.out.printf(
          Locale.ROOT,
          row,
          name(result.getParams()),
          String.format(Locale.ROOT, "%.1f %s", score, result.getPrimaryResult().getScoreUnit()),
          String.format(Locale.ROOT, "%.2f", new Median().evaluate(ratios)));
    }
  }

  private static String name(BenchmarkParams params) {
    String method = params.getBenchmark().replaceFirst(".*\\.", "");
    return method
        + params.getParamsKeys().stream()
            .map(key -> " " + params.getParam(key))
            .collect(Collectors.joining());
  }
}
