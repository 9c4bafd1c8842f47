package org.peftbench.tasks.metrics;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Precision, recall and F1 of entities over all sentences and types, as {@code seqeval}'s micro
 * average: an entity is found where type, start and end are right. A figure over no entity is 0.
 *
 * <p>Standard errors are over sentences, whose entities stand and fall together.
 */
public final class EntityScores {
  private final double[] right; // [sentence]
  private final double[] golds; // [sentence]
  private final double[] predictions; // [sentence]

  /**
   * Counts.
   *
   * @param gold tags of each sentence
   * @param predicted tags of each sentence
   * @param reading how tags name entities: {@link Entity#lenient} or {@link Entity#strict}
   */
  public EntityScores(
      List<List<String>> gold,
      List<List<String>> predicted,
      Function<List<String>, List<Entity>> reading) {
    int sentences = gold.size();
    if (predicted.size() != sentences) {
      throw new IllegalArgumentException(
          sentences + " gold but " + predicted.size() + " predicted sentences");
    }
    right = new double[sentences];
    golds = new double[sentences];
    predictions = new double[sentences];
    for (int i = 0; i < sentences; i++) {
      if (gold.get(i).size() != predicted.get(i).size()) {
        throw new IllegalArgumentException(
            "sentence %d has %d gold but %d predicted tags"
                .formatted(i, gold.get(i).size(), predicted.get(i).size()));
      }
      Set<Entity> wanted = new HashSet<>(reading.apply(gold.get(i)));
      List<Entity> found = reading.apply(predicted.get(i));
      golds[i] = wanted.size();
      predictions[i] = found.size();
      right[i] = found.stream().filter(wanted::contains).count();
    }
  }

  /** Share of the predicted entities that are right. */
  public Estimate precision() {
    return Estimate.ratio(right, predictions);
  }

  /** Share of the gold entities that were found. */
  public Estimate recall() {
    return Estimate.ratio(right, golds);
  }

  /** Harmonic mean of precision and recall: 2 tp / (2 tp + fp + fn). */
  public Estimate f1() {
    double[] twice = DoubleStream.of(right).map(count -> 2 * count).toArray();
    double[] both =
        IntStream.range(0, golds.length).mapToDouble(i -> golds[i] + predictions[i]).toArray();
    return Estimate.ratio(twice, both);
  }
}
