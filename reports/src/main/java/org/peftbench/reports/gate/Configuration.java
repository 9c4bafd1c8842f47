package org.peftbench.reports.gate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

/**
 * What a baseline's runs and later ones are matched by.
 *
 * @param task its title: one task asked in two ways is two
 */
record Configuration(String label, String task, String backbone) {
  static Configuration of(RunRecord run) {
    return new Configuration(run.label(), run.spec().task().title(), run.spec().backbone().id());
  }

  /** Runs by configuration, in the order of their first appearance, each ordered by seed. */
  static Map<Configuration, List<RunRecord>> group(List<RunRecord> runs) {
    Map<Configuration, List<RunRecord>> groups = new LinkedHashMap<>();
    runs.stream()
        .sorted(Comparator.comparingLong(run -> run.spec().seed()))
        .forEach(run -> groups.computeIfAbsent(of(run), key -> new ArrayList<>()).add(run));
    return groups;
  }

  /** Those of the runs that came to an end and were scored. */
  static List<RunRecord> succeeded(List<RunRecord> runs) {
    return runs.stream().filter(run -> run.status() == RunStatus.SUCCEEDED).toList();
  }

  @Override
  public String toString() {
    return "%s, %s on %s".formatted(label, task, backbone);
  }
}
