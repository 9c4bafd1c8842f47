package org.peftbench.reports.gate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.peftbench.reports.Machine;
import org.peftbench.reports.gate.Finding.Verdict;
import org.peftbench.reports.statistics.NonInferiority;
import org.peftbench.results.RunRecord;
import org.peftbench.results.base.UserError;
import org.peftbench.results.baselines.Baseline;

/**
 * Holds runs to a baseline.
 *
 * <p>Scores, memory and time of each configuration pass a test of non-inferiority whose noise is
 * that of the baseline's own seeds, pooled over the configurations of a task (for memory and time,
 * over all). A margin below what that noise allows is widened, so that a check of unchanged code
 * raises any alarm at most in {@value #ALARMS} of all cases (Bonferroni over all tests); harm as
 * large as the margin in force is missed at most in {@value #MISSES} of all cases. Time is judged
 * on the baseline's kind of processor alone.
 */
public final class Gate {
  /** How often a check of unchanged code may raise an alarm. */
  public static final double ALARMS = 0.05;

  /** How often one harm of the size of its margin may go unnoticed. */
  public static final double MISSES = 0.05;

  private final Baseline baseline;
  private final List<Sample> samples = new ArrayList<>();

  private Gate(Baseline baseline) {
    this.baseline = baseline;
  }

  /** A measure of one configuration, then and now. */
  private record Sample(
      Configuration configuration, Measure measure, List<Double> before, List<Double> after) {
    /** What shares its noise. */
    private List<String> pool() {
      return measure.ratio()
          ? List.of(measure.figure())
          : List.of(measure.figure(), configuration.task(), configuration.backbone());
    }
  }

  /**
   * Judges runs.
   *
   * @throws UserError if the baseline has no configuration with two seeds
   */
  public static GateReport judge(Baseline baseline, List<RunRecord> runs) {
    return new Gate(baseline).judge(runs);
  }

  private GateReport judge(List<RunRecord> runs) {
    Map<Configuration, List<RunRecord>> before = Configuration.group(baseline.runs());
    Map<Configuration, List<RunRecord>> after = Configuration.group(runs);
    if (before.values().stream().noneMatch(seeds -> seeds.size() > 1)) {
      throw new UserError(
          "the baseline of suite %s has one seed a configuration and tells nothing of noise: make"
              + " it of a suite with at least two",
          baseline.suite());
    }
    Map<Configuration, List<Finding>> findings = new LinkedHashMap<>();
    before.forEach(
        (configuration, old) -> {
          List<RunRecord> now = after.getOrDefault(configuration, List.of());
          findings.put(
              configuration, new ArrayList<>(Equalities.of(configuration, old, now, baseline)));
          List<RunRecord> scored = Configuration.succeeded(now);
          for (Measure measure : Measure.of(old.get(0))) {
            if (measure.isOfTheProcessor() && isElsewhere(old, scored)) {
              findings.get(configuration).add(elsewhere(configuration, measure, old, scored));
            } else {
              samples.add(
                  new Sample(configuration, measure, measure.values(old), measure.values(scored)));
            }
          }
        });
    Map<List<String>, NonInferiority> noise = noise();
    long tests = samples.stream().filter(Gate::isTestable).count();
    for (Sample sample : samples) {
      findings.get(sample.configuration()).add(finding(sample, noise, tests));
    }
    after.keySet().stream()
        .filter(configuration -> !before.containsKey(configuration))
        .forEach(
            configuration ->
                findings.put(
                    configuration,
                    List.of(
                        Finding.unjudged(
                            configuration.toString(),
                            "seeds that succeed",
                            "not in the baseline: renew it to guard this, too"))));
    return new GateReport(
        baseline.suite(), findings.values().stream().flatMap(List::stream).toList());
  }

  private static boolean isElsewhere(List<RunRecord> before, List<RunRecord> after) {
    return !after.isEmpty() && !processors(before).equals(processors(after));
  }

  private static Finding elsewhere(
      Configuration configuration, Measure measure, List<RunRecord> before, List<RunRecord> after) {
    return Finding.unjudged(
        configuration.toString(),
        measure.figure(),
        "the baseline is of %s, this of %s: hold it to a baseline made here"
            .formatted(
                String.join(" and ", processors(before)), String.join(" and ", processors(after))));
  }

  private static Set<String> processors(List<RunRecord> runs) {
    return Machine.of(runs).stream()
        .map(Machine::processor)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isTestable(Sample sample) {
    return !sample.before().isEmpty();
  }

  /** Groups of one seed say nothing of noise and do no harm to the pool. */
  private Map<List<String>, NonInferiority> noise() {
    Map<List<String>, List<List<Double>>> pools = new HashMap<>();
    samples.stream()
        .filter(sample -> sample.before().size() > 1)
        .forEach(
            sample ->
                pools
                    .computeIfAbsent(sample.pool(), pool -> new ArrayList<>())
                    .add(sample.before()));
    Map<List<String>, NonInferiority> noise = new HashMap<>();
    pools.forEach((pool, groups) -> noise.put(pool, NonInferiority.pooled(groups)));
    return noise;
  }

  private Finding finding(Sample sample, Map<List<String>, NonInferiority> noise, long tests) {
    String name = sample.configuration().toString();
    Measure measure = sample.measure();
    NonInferiority test = noise.get(sample.pool());
    if (!isTestable(sample) || test == null) {
      return Finding.unjudged(name, measure.figure(), "the baseline does not have it twice");
    }
    double before = mean(sample.before());
    if (sample.after().isEmpty()) {
      return new Finding(
          name,
          measure.figure(),
          measure.words(before),
          "",
          null,
          null,
          null,
          Verdict.ALARM,
          "there is no such figure any more");
    }
    double after = mean(sample.after());
    int n = sample.before().size();
    int m = sample.after().size();
    double asked = measure.margin(baseline);
    double margin = Math.max(asked, test.margin(ALARMS / tests, MISSES, n, m));
    double p = test.pValue(measure.harm(before, after), margin, n, m);
    boolean well = p <= MISSES;
    String widened =
        margin > asked
            ? "margin widened from %s: noise".formatted(GateReport.size(measure.told(asked)))
            : "";
    return new Finding(
        name,
        measure.figure(),
        measure.words(before),
        measure.words(after),
        measure.told(after - before),
        measure.told(margin),
        p,
        well ? Verdict.PASS : Verdict.ALARM,
        widened);
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
  }
}
