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
 * @param facts name and value, in reading order
 */
public record Machine(int runs, Map<String, String> facts) {

  static List<Machine> of(List<RunRecord> records) {
    Map<Environment, Integer> runs = new LinkedHashMap<>();
    for (RunRecord record : records) {
      Environment environment = record.environment();
      if (environment != null) {
        runs.merge(environment, 1, Integer::sum);
      }
    }
    List<Machine> machines = new ArrayList<>();
    runs.forEach((environment, count) -> machines.add(new Machine(count, facts(environment))));
    return machines;
  }

  private static Map<String, String> facts(Environment environment) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("Processor", environment.cpu() + ", " + environment.cores() + " cores");
    facts.put("Memory", Figures.value((double) environment.memoryBytes(), "bytes"));
    facts.put("Device", environment.device());
    facts.put("System", environment.os());
    facts.put("Java", environment.java());
    facts.put("Engine", environment.engine());
    facts.put("peftbench", environment.peftbench());
    new TreeMap<>(environment.settings())
        .forEach((name, value) -> facts.put(PlainText.of(name), PlainText.of(value)));
    return facts;
  }
}
