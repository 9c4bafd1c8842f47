package org.peftbench.harness.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.kernel.EffectiveRank;
import org.peftbench.methods.PeftMethods;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Compute;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.study.UpdateStudy;

/**
 * What a run's training did, from its adapter: ΔW is the weight with the trained adapter folded in
 * less the weight with the same method's start folded in, in double precision. Where a method
 * rounds the weights it starts from, both have the rounded ones: that error is no update. A run
 * that began with another run's adapter is compared with the method's own start likewise.
 */
public final class WeightUpdate {
  private static final double[] QUANTILES = {0, 0.01, 0.25, 0.5, 0.75, 0.99, 1};

  /** Distance from 1 to the next number. */
  private static final double EPSILON = Math.ulp(1.0);

  private final Backbone backbone;
  private final Learner learner;

  private WeightUpdate(Backbone backbone, Learner learner) {
    this.backbone = backbone;
    this.learner = learner;
  }

  /**
   * The update of a run; the engine is awake.
   *
   * @param files of the run's backbone
   * @param adapter the folder that the run left
   */
  public static UpdateStudy.Update of(RunRecord run, ModelFiles files, Path adapter)
      throws IOException {
    AdapterCard card = AdapterFiles.card(adapter);
    card.requireBackbone(files);
    RunSpec spec = run.spec();
    try (Backbone backbone = open(files, card, DataType.FLOAT64);
        Learner learner = learner(backbone, card, spec.seed())) {
      start(files, card, spec, learner);
      WeightUpdate update = new WeightUpdate(backbone, learner);
      Map<String, double[]> before = update.values();
      try (Ops ops = update.ops()) {
        Map<String, NDArray> start = update.folded(ops);
        AdapterFiles.load(adapter, learner);
        Map<String, NDArray> end = learner.adaptation().merged(ops);
        return new UpdateStudy.Update(
            spec.id(),
            run.label(),
            PeftMethods.named(spec.method().name()).description().formula(),
            spec.backbone(),
            spec.task(),
            spec.seed(),
            start == null || end == null ? null : update.matrices(start, end),
            values(before, update.values()));
      }
    }
  }

  private static Backbone open(ModelFiles files, AdapterCard card, DataType type)
      throws IOException {
    return Architecture.openAny(files, Compute.of(type), card.head());
  }

  private static Learner learner(Backbone backbone, AdapterCard card, long seed) {
    return Learner.of(backbone, card.method(), card.head(), card.outputs(), seed, 0, 0);
  }

  /** Makes the start anew in the run's numeric type: it rounded what it decomposed or drew. */
  private static void start(ModelFiles files, AdapterCard card, RunSpec spec, Learner learner)
      throws IOException {
    DataType type = DataType.valueOf(spec.dtype().toUpperCase(Locale.ROOT));
    try (Backbone backbone = open(files, card, type);
        Learner own = learner(backbone, card, spec.seed())) {
      AdapterFiles.copy(own, learner);
    }
  }

  /** Weights with the adapter folded in as it is now: copies, for some are what is trained. */
  private @Nullable Map<String, NDArray> folded(Ops ops) {
    Map<String, NDArray> merged = learner.adaptation().merged(ops);
    if (merged == null) {
      return null;
    }
    Map<String, NDArray> copies = new LinkedHashMap<>();
    merged.forEach((name, weight) -> copies.put(name, ops.keep(weight, ops.scope())));
    return copies;
  }

  private Ops ops() {
    return Ops.evaluation(backbone.manager(), DataType.FLOAT64);
  }

  private Map<String, double[]> values() {
    Map<String, double[]> values = new LinkedHashMap<>();
    for (Trainable trainable : learner.adaptation().trainables()) {
      values.put(trainable.name(), trainable.array().toDoubleArray());
    }
    return values;
  }

  /** One matrix. */
  private record Spectrum(
      long fullRank, long rank, double effectiveRank, double change, double weight) {}

  private List<UpdateStudy.Matrices> matrices(
      Map<String, NDArray> start, Map<String, NDArray> end) {
    TreeMap<String, List<Spectrum>> kinds = new TreeMap<>();
    end.forEach(
        (name, trained) -> {
          NDArray before = start.getOrDefault(name, backbone.parameters().get(name));
          if (trained.getShape().dimension() == 2) {
            Spectrum spectrum = spectrum(before, trained);
            if (spectrum != null) {
              kinds.computeIfAbsent(kind(name), any -> new ArrayList<>()).add(spectrum);
            }
          }
        });
    List<UpdateStudy.Matrices> matrices = new ArrayList<>();
    kinds.forEach((kind, spectra) -> matrices.add(summed(kind, spectra)));
    return matrices;
  }

  /** Null where nothing was changed. */
  private @Nullable Spectrum spectrum(NDArray before, NDArray after) {
    try (Ops ops = ops()) {
      NDArray change = ops.subtract(after, before);
      double length = norm(ops, change);
      if (length == 0) {
        return null;
      }
      double weight = norm(ops, before);
      double[] singular = ops.values(ops.svd(change).values());
      long[] shape = change.getShape().getShape();
      double rounding = EPSILON * Math.max(shape[0], shape[1]) * Math.max(weight, length);
      return new Spectrum(
          singular.length,
          Arrays.stream(singular).filter(value -> value > rounding).count(),
          EffectiveRank.of(singular),
          length,
          weight);
    }
  }

  private static double norm(Ops ops, NDArray matrix) {
    return Math.sqrt(ops.value(ops.sum(ops.multiply(matrix, matrix))));
  }

  private static UpdateStudy.Matrices summed(String kind, List<Spectrum> spectra) {
    return new UpdateStudy.Matrices(
        kind,
        spectra.size(),
        spectra.get(0).fullRank(),
        spectra.stream().mapToLong(Spectrum::rank).average().orElseThrow(),
        spectra.stream().mapToDouble(Spectrum::effectiveRank).average().orElseThrow(),
        Math.sqrt(
            spectra.stream().mapToDouble(s -> s.change() * s.change()).sum()
                / spectra.stream().mapToDouble(s -> s.weight() * s.weight()).sum()));
  }

  private static List<UpdateStudy.Values> values(
      Map<String, double[]> before, Map<String, double[]> after) {
    TreeMap<String, List<String>> kinds = new TreeMap<>();
    after
        .keySet()
        .forEach(name -> kinds.computeIfAbsent(kind(name), any -> new ArrayList<>()).add(name));
    List<UpdateStudy.Values> values = new ArrayList<>();
    kinds.forEach(
        (kind, names) -> {
          double[] start = joined(before, names);
          double[] end = joined(after, names);
          values.add(
              new UpdateStudy.Values(
                  kind, names.size(), change(start, end), quantiles(start), quantiles(end)));
        });
    return values;
  }

  private static double[] joined(Map<String, double[]> values, List<String> names) {
    return names.stream().map(values::get).flatMapToDouble(Arrays::stream).toArray();
  }

  private static @Nullable Double change(double[] start, double[] end) {
    double length = 0;
    double moved = 0;
    for (int i = 0; i < start.length; i++) {
      length += start[i] * start[i];
      moved += (end[i] - start[i]) * (end[i] - start[i]);
    }
    return length == 0 ? null : Math.sqrt(moved / length);
  }

  /** The nearest values, none between two. */
  private static List<Double> quantiles(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return Arrays.stream(QUANTILES)
        .map(quantile -> sorted[(int) Math.round(quantile * (sorted.length - 1))])
        .boxed()
        .toList();
  }

  private static String kind(String name) {
    return name.replaceAll("(?<=\\.)\\d+(?=\\.)", "*");
  }
}
