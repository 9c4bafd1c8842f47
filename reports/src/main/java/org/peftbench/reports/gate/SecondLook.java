package org.peftbench.reports.gate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.peftbench.results.RunRecord;
import org.peftbench.results.baselines.Baseline;

/**
 * Judges runs, and makes those that seem to need more memory or time once more before they are
 * blamed: what else a machine does comes and goes, a regression stays.
 *
 * <p>So unchanged code raises fewer alarms than {@link Gate#ALARMS}, and harm of memory or time as
 * large as its margin is missed at most twice as often as {@link Gate#MISSES}. Of scores and counts
 * a second look would tell nothing new: the same seeds give the same ones.
 */
public final class SecondLook {
  private SecondLook() {}

  /** Makes runs once more. */
  @FunctionalInterface
  public interface Remaking {
    /** New records of the given runs. */
    List<RunRecord> make(List<RunRecord> runs) throws IOException, InterruptedException;
  }

  /**
   * Judges runs.
   *
   * @param again asked at most once, for all runs of the configurations in doubt
   * @throws org.peftbench.results.base.UserError if the baseline has no configuration with two
   *     seeds
   */
  public static GateReport judge(Baseline baseline, List<RunRecord> runs, Remaking again)
      throws IOException, InterruptedException {
    GateReport first = Gate.judge(baseline, runs);
    Map<String, List<Finding>> doubts =
        first.alarms().stream()
            .filter(alarm -> Measure.isOfTheMachine(alarm.figure()))
            .filter(alarm -> alarm.pValue() != null) // a figure that is missing is no chance
            .collect(Collectors.groupingBy(Finding::configuration));
    List<RunRecord> blamed = new ArrayList<>();
    List<RunRecord> taken = new ArrayList<>();
    for (RunRecord run : runs) {
      (doubts.containsKey(Configuration.of(run).toString()) ? blamed : taken).add(run);
    }
    if (blamed.isEmpty()) {
      return first;
    }
    taken.addAll(again.make(blamed));
    GateReport second = Gate.judge(baseline, taken);
    return new GateReport(
        second.suite(),
        second.findings().stream()
            .map(line -> remarked(line, doubts.getOrDefault(line.configuration(), List.of())))
            .toList());
  }

  /** A line that was in doubt says what it had been the first time. */
  private static Finding remarked(Finding line, List<Finding> doubts) {
    return doubts.stream()
        .filter(doubt -> doubt.figure().equals(line.figure()))
        .findFirst()
        .map(doubt -> line.remarked("made twice, %s the first time".formatted(doubt.after())))
        .orElse(line);
  }
}
