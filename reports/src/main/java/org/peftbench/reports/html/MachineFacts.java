package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Environment;
import org.peftbench.results.RunRecord;

/**
 * An environment and how many runs it saw.
 *
 * @param runs recorded in it
 * @param facts in reading order
 */
record MachineFacts(int runs, List<Part.Fact> facts) {

  static List<MachineFacts> of(List<RunRecord> records) {
    Map<Environment, Integer> runs = new LinkedHashMap<>();
    for (RunRecord record : records) {
      Environment environment = record.environment();
      if (environment != null) {
        runs.merge(environment, 1, Integer::sum);
      }
    }
    List<MachineFacts> machines = new ArrayList<>();
    runs.forEach((environment, count) -> machines.add(new MachineFacts(count, facts(environment))));
    return machines;
  }

  static List<Part.Fact> facts(Environment environment) {
    List<Part.Fact> facts = new ArrayList<>();
    facts.add(fact("Processor", environment.cpu() + ", " + environment.cores() + " cores"));
    facts.add(fact("Memory", Figures.value((double) environment.memoryBytes(), "bytes")));
    facts.add(fact("Device", environment.device()));
    facts.add(fact("System", environment.os()));
    facts.add(fact("Java", environment.java()));
    facts.add(fact("Engine", environment.engine()));
    facts.add(fact("peftbench", environment.peftbench()));
    new TreeMap<>(environment.settings()).forEach((name, value) -> facts.add(fact(name, value)));
    return facts;
  }

  private static Part.Fact fact(String name, String text) {
    return new Part.Fact(PlainText.of(name), PlainText.of(text));
  }
}
