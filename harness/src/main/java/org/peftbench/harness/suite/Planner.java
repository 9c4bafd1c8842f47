package org.peftbench.harness.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.suite.Suite.MethodChoice;
import org.peftbench.results.RunSpec;

/** Multiplies a suite out. */
final class Planner {
  private final Suite suite;
  private final Inputs inputs;
  private final List<PlannedRun> runs = new ArrayList<>();
  private final List<TunedRow> tuned = new ArrayList<>();

  Planner(Suite suite, Inputs inputs) {
    this.suite = suite;
    this.inputs = inputs;
  }

  Plan plan() {
    List<MethodChoice> all =
        suite.methods().stream()
            .flatMap(choice -> Stream.concat(Stream.of(choice), choice.candidates().stream()))
            .toList();
    List<RunSpec.Task> tasks = suite.tasks().stream().map(inputs::task).toList();
    for (String id : suite.backbones()) {
      RunSpec.Backbone backbone = inputs.backbone(id);
      inputs.checkFit(id, suite.tasks(), all);
      Map<Path, String> inits = inits(all, backbone);
      for (RunSpec.Task task : tasks) {
        Block block = new Block(backbone, task, inits);
        List<MethodChoice> methods = suite.methodsOn(task.name());
        if (suite.tuning() == null || suite.tuning().given()) {
          for (long seed : suite.seeds()) {
            methods.forEach(choice -> runs.add(block.run(choice, seed)));
          }
        }
        if (suite.tuning() != null) {
          methods.forEach(choice -> tuned.add(block.tuned(choice, suite.tuning())));
        }
      }
    }
    return new Plan(suite.name(), runs, tuned);
  }

  private Map<Path, String> inits(List<MethodChoice> choices, RunSpec.Backbone backbone) {
    Map<Path, String> digests = new HashMap<>();
    for (MethodChoice choice : choices) {
      if (choice.init() != null) {
        RunSpec.Method method = new RunSpec.Method(choice.method(), choice.config());
        digests.put(choice.init(), inputs.adapter(choice.init(), backbone, method));
      }
    }
    return digests;
  }

  /** What the runs of one backbone on one task share. */
  private final class Block {
    private final RunSpec.Backbone backbone;
    private final RunSpec.Task task;
    private final Map<Path, String> inits;

    Block(RunSpec.Backbone backbone, RunSpec.Task task, Map<Path, String> inits) {
      this.backbone = backbone;
      this.task = task;
      this.inits = inits;
    }

    PlannedRun run(MethodChoice choice, long seed) {
      return run(choice.label(), task, choice, seed, null);
    }

    /** All trials of a method, and what any of its candidates would be reported as. */
    TunedRow tuned(MethodChoice choice, Suite.Tuning tuning) {
      RunSpec.Task split = task.tunedOn(tuning.split());
      List<List<PlannedRun>> trials =
          choice.candidates().stream()
              .map(
                  candidate ->
                      tuning.seeds().stream()
                          .map(seed -> run(candidate.label(), split, candidate, seed, null))
                          .toList())
              .toList();
      String digest = TunedRow.digest(trials.stream().flatMap(List::stream).toList());
      List<TunedRow.Candidate> candidates = new ArrayList<>();
      for (int i = 0; i < trials.size(); i++) {
        MethodChoice candidate = choice.candidates().get(i);
        List<PlannedRun> reported =
            suite.seeds().stream()
                .map(seed -> run(choice.tunedLabel(), task, candidate, seed, digest))
                .toList();
        candidates.add(new TunedRow.Candidate(candidate.label(), trials.get(i), reported));
      }
      return new TunedRow(choice.tunedLabel(), candidates);
    }

    private PlannedRun run(
        String label, RunSpec.Task on, MethodChoice choice, long seed, @Nullable String trials) {
      RunSpec spec =
          new RunSpec(
              RunSpec.SCHEMA,
              backbone,
              on,
              new RunSpec.Method(
                  choice.method(), choice.config(), inits.get(choice.init()), trials),
              choice.protocol(),
              seed,
              suite.dtype(),
              suite.threads(),
              suite.device());
      return new PlannedRun(label, spec, choice.init(), Map.of());
    }
  }
}
