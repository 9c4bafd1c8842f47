package org.peftbench.harness.suite;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.peftbench.results.base.Names;

/**
 * Keeps a part of a suite; an empty list keeps all.
 *
 * @param methods labels or methods' names
 * @param tasks tasks' names
 * @param backbones checkpoints as the suite names them
 * @param seeds seeds the suite has
 */
public record SuiteFilter(
    List<String> methods, List<String> tasks, List<String> backbones, List<Long> seeds) {
  public SuiteFilter {
    methods = List.copyOf(methods);
    tasks = List.copyOf(tasks);
    backbones = List.copyOf(backbones);
    seeds = List.copyOf(seeds);
  }

  /** The suite with what the filter names. */
  public Suite apply(Suite suite) {
    Collection<String> labels = new TreeSet<>();
    suite.methods().forEach(choice -> labels.addAll(List.of(choice.label(), choice.method())));
    check("method", methods, labels);
    check("task", tasks, suite.tasks().stream().map(Suite.TaskChoice::task).toList());
    check("backbone", backbones, suite.backbones());
    check(
        "seed",
        seeds.stream().map(String::valueOf).toList(),
        suite.seeds().stream().map(String::valueOf).toList());
    return new Suite(
        suite.name(),
        suite.description(),
        keep(suite.backbones(), backbones.isEmpty(), backbones::contains),
        keep(suite.tasks(), tasks.isEmpty(), choice -> tasks.contains(choice.task())),
        keep(
            suite.methods(),
            methods.isEmpty(),
            choice -> methods.contains(choice.label()) || methods.contains(choice.method())),
        keep(suite.seeds(), seeds.isEmpty(), seeds::contains),
        suite.tuning(),
        suite.threads(),
        suite.dtype(),
        suite.device());
  }

  private static <T> List<T> keep(List<T> all, boolean everything, Predicate<T> wanted) {
    return everything ? all : all.stream().filter(wanted).toList();
  }

  private static void check(String kind, List<String> wanted, Collection<String> known) {
    for (String name : wanted) {
      if (!known.contains(name)) {
        throw Names.unknown(kind + " of this suite", name, known);
      }
    }
  }
}
