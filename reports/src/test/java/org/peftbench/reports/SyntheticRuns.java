package org.peftbench.reports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.peftbench.results.Curve;
import org.peftbench.results.Environment;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Prediction;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;

/**
 * Invented runs of invented tasks, the same for the same seed: nothing here was ever trained, and
 * every name says so.
 */
public final class SyntheticRuns {
  /** How a made-up method does. */
  private record Recipe(String label, String method, double skill, long trained, double seconds) {}

  private static final List<Recipe> RECIPES =
      List.of(
          new Recipe("full", "full", 1.75, 22_565_376, 61),
          new Recipe("lora", "lora", 1.7, 147_456, 44),
          new Recipe("propulsion", "propulsion", 1.6, 13_824, 39),
          new Recipe("propulsion-attn", "propulsion", 1.35, 6_912, 38),
          new Recipe("ia3", "ia3", 1.15, 13_824, 41),
          new Recipe("bitfit", "bitfit", 1.2, 40_320, 42),
          new Recipe("head-only", "head-only", 0.5, 0, 17));

  private static final Environment MACHINE =
      new Environment(
          "Synthetic OS 1.0 amd64",
          "Synthetic CPU at 3 GHz",
          2,
          8L << 30,
          "Synthetic Java 17",
          "PyTorch 2.7.1 (synthetic)",
          "cpu",
          "0.1.0",
          Map.of("OMP_NUM_THREADS", "2"));

  private final Map<RunRecord, List<Prediction>> runs = new LinkedHashMap<>();
  private final Random random;
  private int examples = 300;
  private final String suite = "synthetic";
  private Protocol.Selection selection = Protocol.Selection.LAST;

  public SyntheticRuns(long seed) {
    random = new Random(seed);
  }

  /** Two tasks, seven methods, three seeds, and two runs that went wrong. */
  public static SyntheticRuns typical() {
    SyntheticRuns runs = new SyntheticRuns(7);
    for (String task : List.of("synthetic-acceptability", "synthetic-topics")) {
      runs.sweep(task, "synthetic-minilm", 3);
    }
    return runs.someFailed(4);
  }

  private SyntheticRuns someFailed(long seed) {
    String task = "synthetic-topics";
    return failed(task, "lora", seed, RunStatus.DIVERGED, "loss became NaN at step 17")
        .failed(task, "full", seed, RunStatus.OUT_OF_MEMORY, "worker ended by signal 9");
  }

  /** Six tasks, seven methods, six seeds, and the runs of {@link #typical()} that went wrong. */
  public static SyntheticRuns large() {
    SyntheticRuns runs = new SyntheticRuns(7);
    for (String task :
        List.of("acceptability", "entailment", "paraphrase", "sentiment", "similarity", "topics")) {
      runs.sweep("synthetic-" + task, "synthetic-minilm", 6);
    }
    return runs.someFailed(7);
  }

  /** All made-up methods on one task, with seeds 1 to {@code seeds}. */
  public SyntheticRuns sweep(String task, String backbone, int seeds) {
    for (Recipe recipe : RECIPES) {
      for (int seed = 1; seed <= seeds; seed++) {
        succeeded(task, backbone, recipe, seed);
      }
    }
    return this;
  }

  /** One run of one method. */
  public SyntheticRuns one(String task, String label, long seed) {
    succeeded(task, "synthetic-minilm", recipe(label), seed);
    return this;
  }

  /** One run of a method that is as good as it is told to be. */
  public SyntheticRuns skilled(String task, String label, double skill, long seed) {
    succeeded(task, "synthetic-minilm", new Recipe(label, label, skill, 147_456, 44), seed);
    return this;
  }

  /** A run that ended badly. */
  public SyntheticRuns failed(
      String task, String label, long seed, RunStatus status, String message) {
    RunSpec spec = spec(task, "synthetic-minilm", recipe(label), seed);
    runs.put(RunRecord.failure(label, spec, status, message, started(0)), List.of());
    return this;
  }

  /** Runs from now on select their state on the rows they are scored on. */
  public SyntheticRuns bestOnTest() {
    selection = Protocol.Selection.BEST_ON_TEST;
    return this;
  }

  /** Runs from now on have so many examples. */
  public SyntheticRuns examples(int count) {
    examples = count;
    return this;
  }

  /** Replaces every record, predictions kept. */
  public SyntheticRuns map(Function<RunRecord, RunRecord> change) {
    Map<RunRecord, List<Prediction>> changed = new LinkedHashMap<>();
    runs.forEach((record, predictions) -> changed.put(change.apply(record), predictions));
    runs.clear();
    runs.putAll(changed);
    return this;
  }

  public List<RunRecord> records() {
    return List.copyOf(runs.keySet());
  }

  public List<Prediction> predictions(RunRecord record) {
    return runs.getOrDefault(record, List.of());
  }

  /** What would lie beside the records in a store. */
  public RunFiles files() {
    return new RunFiles() {
      @Override
      public List<Prediction> predictions(RunRecord record) {
        return SyntheticRuns.this.predictions(record);
      }

      @Override
      public String logTail(RunRecord record) {
        return "the worker of " + record.label() + " said\nnothing of interest\n";
      }

      @Override
      public Map<String, String> examples(RunSpec.Task task) {
        return Map.of("example-0", "An example of " + task.name());
      }

      @Override
      public Map<String, float[]> adapter(RunRecord record) {
        return record.status() == RunStatus.SUCCEEDED
            ? Map.of(record.label() + ".weight", new float[] {-1, 0, 0, 0.5f, 2})
            : Map.of();
      }
    };
  }

  public Comparison comparison() {
    return Comparison.of(records(), this::predictions);
  }

  /** Saves all runs into a store. */
  public RunStore store(Path root) {
    RunStore store = RunStore.at(root);
    runs.forEach(
        (record, predictions) -> {
          try {
            store.save(record, predictions);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    return store;
  }

  private void succeeded(String task, String backbone, Recipe recipe, long seed) {
    RunSpec spec = spec(task, backbone, recipe, seed);
    double skill = recipe.skill() + 0.08 * random.nextGaussian();
    List<Prediction> predictions = predictions(task, skill);
    double accuracy =
        predictions.stream().filter(p -> p.gold().equals(p.predicted())).count()
            / (double) predictions.size();
    List<Metric> metrics = new ArrayList<>();
    metrics.add(quality("accuracy", accuracy));
    metrics.add(quality("macro_f1", accuracy - 0.01 - 0.005 * random.nextDouble()));
    metrics.add(once(MetricNames.TRAINABLE_ADAPTATION, (double) recipe.trained(), "parameters"));
    metrics.add(once(MetricNames.TRAINABLE_HEAD, 770, "parameters"));
    metrics.add(once(MetricNames.BACKBONE_PARAMETERS, 22_565_376, "parameters"));
    metrics.add(once(MetricNames.ADAPTER_BYTES, 4.0 * (recipe.trained() + 770) + 600, "bytes"));
    double seconds = recipe.seconds() * (1 + 0.02 * random.nextGaussian());
    metrics.add(once(MetricNames.TRAINING_SECONDS, seconds, "seconds"));
    metrics.add(once(MetricNames.STEP_SECONDS_MEDIAN, seconds / 200, "seconds"));
    metrics.add(once(MetricNames.TOKENS_PER_SECOND, 64_000 / seconds, "tokens/second"));
    metrics.add(once(MetricNames.PEAK_RSS, (900 + recipe.seconds() * 8) * (1 << 20), "bytes"));
    List<Curve> curves = curves(accuracy, seconds);
    metrics.add(once(MetricNames.STEPS_TO_95, 20 * (1 + random.nextInt(6)), "steps"));
    runs.put(
        new RunRecord(
            RunRecord.SCHEMA,
            recipe.label(),
            spec,
            RunStatus.SUCCEEDED,
            null,
            started(runs.size()),
            MACHINE,
            "accuracy",
            metrics,
            curves,
            Map.of("suite", suite, "leakage", "none: the rows are invented"),
            RunStore.digest(predictions)),
        predictions);
  }

  private List<Prediction> predictions(String task, double skill) {
    Random difficulty = new Random(task.hashCode());
    List<Prediction> predictions = new ArrayList<>();
    for (int i = 0; i < examples; i++) {
      String gold = difficulty.nextBoolean() ? "yes" : "no";
      double margin = skill + 1.1 * difficulty.nextGaussian() + 0.5 * random.nextGaussian();
      String other = gold.equals("yes") ? "no" : "yes";
      predictions.add(
          new Prediction(
              "example-" + i, gold, margin > 0 ? gold : other, List.of(margin / 2, -margin / 2)));
    }
    return predictions;
  }

  private List<Curve> curves(double last, double seconds) {
    List<Integer> steps = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    List<Double> losses = new ArrayList<>();
    List<Integer> evaluated = new ArrayList<>();
    List<Double> evaluationTimes = new ArrayList<>();
    List<Double> scores = new ArrayList<>();
    double pace = 25 + 20 * random.nextDouble();
    for (int step = 1; step <= 200; step++) {
      steps.add(step);
      times.add(seconds * step / 200);
      losses.add(0.69 - (last - 0.5) * (1 - Math.exp(-step / pace)) + 0.05 * random.nextGaussian());
      if (step % 20 == 0) {
        evaluated.add(step);
        evaluationTimes.add(seconds * step / 200);
        double noise = step == 200 ? 0 : 0.008 * random.nextGaussian();
        scores.add(last - (last - 0.5) * Math.exp(-step / pace) + noise);
      }
    }
    return List.of(
        new Curve("loss", steps, times, losses),
        new Curve("evaluation.accuracy", evaluated, evaluationTimes, scores));
  }

  private RunSpec spec(String task, String backbone, Recipe recipe, long seed) {
    ObjectNode config = Json.MAPPER.createObjectNode();
    config.put("synthetic_skill", recipe.skill());
    Protocol d = Protocol.DEFAULT;
    Protocol protocol =
        new Protocol(
            200,
            d.epochs(),
            d.batchSize(),
            d.accumulation(),
            d.learningRate(),
            d.headLearningRate(),
            d.schedule(),
            d.warmupRatio(),
            d.weightDecay(),
            d.clipNorm(),
            d.dropout(),
            d.maxLength(),
            20,
            d.evaluationBatchSize(),
            selection,
            0.1);
    return new RunSpec(
        RunSpec.SCHEMA,
        new RunSpec.Backbone(backbone, Digest.of(backbone)),
        new RunSpec.Task(task, 1, Digest.of(task), 2000, examples),
        new RunSpec.Method(recipe.method(), config),
        protocol,
        seed,
        "float32",
        2);
  }

  private static Recipe recipe(String label) {
    return RECIPES.stream()
        .filter(recipe -> recipe.label().equals(label))
        .findFirst()
        .orElse(new Recipe(label, "synthetic", 1, 1000, 30));
  }

  private static Instant started(int minutes) {
    return Instant.parse("2026-01-02T03:00:00Z").plusSeconds(60L * minutes);
  }

  private static Metric quality(String name, double value) {
    return new Metric(name, value, "fraction", Direction.HIGHER, Aggregation.ONCE);
  }

  private static Metric once(String name, double value, String unit) {
    return new Metric(name, value, unit, Direction.NEITHER, Aggregation.ONCE);
  }
}
