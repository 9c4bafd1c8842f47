package org.peftbench.harness.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.UserError;

/**
 * The runs a suite asks for.
 *
 * @param suite its name
 * @param runs in the order they are made: backbone, task, seed, method
 */
public record Plan(String suite, List<PlannedRun> runs) {
  /** No sweep is larger; a suite that asks for more is a slip. */
  static final int MOST_RUNS = 100_000;

  public Plan {
    runs = List.copyOf(runs);
  }

  /**
   * Multiplies a suite out. Seeds come before methods, so that a sweep cut short has compared all
   * methods under its first seeds.
   *
   * @throws UserError if the suite is too large, or its weights or rows can't be had, or a method
   *     can't be used on a backbone
   */
  public static Plan of(Suite suite, Inputs inputs) {
    if (suite.size() > MOST_RUNS) {
      throw new UserError(
          "suite %s asks for %d runs, the most is %d: split it",
          suite.name(), suite.size(), MOST_RUNS);
    }
    List<PlannedRun> runs = new ArrayList<>();
    List<RunSpec.Task> tasks = suite.tasks().stream().map(inputs::task).toList();
    for (String id : suite.backbones()) {
      RunSpec.Backbone backbone = inputs.backbone(id);
      inputs.checkFit(id, suite.tasks(), suite.methods());
      Map<Path, String> inits = inits(suite, backbone, inputs);
      for (RunSpec.Task task : tasks) {
        for (long seed : suite.seeds()) {
          for (MethodChoice choice : suite.methods()) {
            RunSpec spec = spec(suite, backbone, task, choice, seed, inits.get(choice.init()));
            runs.add(new PlannedRun(choice.label(), spec, choice.init()));
          }
        }
      }
    }
    return new Plan(suite.name(), runs);
  }

  private static Map<Path, String> inits(Suite suite, RunSpec.Backbone backbone, Inputs inputs) {
    Map<Path, String> digests = new HashMap<>();
    for (MethodChoice choice : suite.methods()) {
      if (choice.init() != null) {
        RunSpec.Method method = new RunSpec.Method(choice.method(), choice.config());
        digests.put(choice.init(), inputs.adapter(choice.init(), backbone, method));
      }
    }
    return digests;
  }

  private static RunSpec spec(
      Suite suite,
      RunSpec.Backbone backbone,
      RunSpec.Task task,
      MethodChoice choice,
      long seed,
      @Nullable String init) {
    return new RunSpec(
        RunSpec.SCHEMA,
        backbone,
        task,
        new RunSpec.Method(choice.method(), choice.config(), init),
        choice.protocol(),
        seed,
        suite.dtype(),
        suite.threads());
  }
}
