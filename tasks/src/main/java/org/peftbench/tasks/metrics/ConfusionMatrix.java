package org.peftbench.tasks.metrics;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each.
 *
 * <p>Every figure over no rows at all is undefined. All rows of one cell have the same influence on
 * a figure, so standard errors are sums over cells.
 */
public final class ConfusionMatrix {
  private final int classes;
  private final long[][] counts; // [gold, predicted]
  private final double[] golds; // [class]
  private final double[] predictions; // [class]
  private final double total;

  /**
   * Counts.
   *
   * @param classes number of classes
   * @param gold class index of each row
   * @param predicted class index of each row
   */
  public ConfusionMatrix(int classes, List<Integer> gold, List<Integer> predicted) {
    if (gold.size() != predicted.size()) {
      throw new IllegalArgumentException(
          gold.size() + " gold but " + predicted.size() + " predicted");
    }
    this.classes = classes;
    counts = new long[classes][classes];
    golds = new double[classes];
    predictions = new double[classes];
    for (int i = 0; i < gold.size(); i++) {
      counts[gold.get(i)][predicted.get(i)]++;
      golds[gold.get(i)]++;
      predictions[predicted.get(i)]++;
    }
    total = gold.size();
  }

  /** What a row of a cell adds to a figure per unit of its weight. */
  @FunctionalInterface
  private interface Influence {
    double of(int gold, int predicted);
  }

  /** Fraction of rows that were taken for what they are. */
  public Estimate accuracy() {
    double accuracy = correct() / total;
    return estimate(accuracy, (gold, predicted) -> same(gold, predicted) - accuracy);
  }

  /**
   * Harmonic mean of precision and recall of one class; 0 where the class is never right (as
   * scikit-learn with {@code zero_division=0}).
   */
  public Estimate f1(int positive) {
    return estimate(f1Of(positive), (gold, predicted) -> f1Influence(positive, gold, predicted));
  }

  /** Mean of {@link #f1} over the classes that occur in gold or predicted. */
  public Estimate macroF1() {
    int[] occurring = IntStream.range(0, classes).filter(c -> occurrences(c) > 0).toArray();
    return estimate(
        IntStream.of(occurring).mapToDouble(this::f1Of).average().orElse(Double.NaN),
        (gold, predicted) ->
            IntStream.of(occurring).mapToDouble(c -> f1Influence(c, gold, predicted)).sum()
                / occurring.length);
  }

  /**
   * F1 of all classes counted together: 2 tp / (2 tp + fp + fn). Every miss is one false positive
   * and one false negative, so that it equals {@link #accuracy}.
   */
  public Estimate microF1() {
    return accuracy();
  }

  /**
   * Matthews' correlation in Gorodkin's form for any number of classes (2004); 0 where gold or
   * predicted is constant, as scikit-learn defines it.
   */
  public Estimate matthewsCorrelation() {
    double chance = 0;
    double goldSame = 0;
    double predictedSame = 0;
    for (int c = 0; c < classes; c++) {
      chance += golds[c] * predictions[c];
      goldSame += golds[c] * golds[c];
      predictedSame += predictions[c] * predictions[c];
    }
    // In counts, not in fractions: these are whole numbers and their differences exact.
    double square = total * total;
    double covariance = correct() * total - chance;
    double goldVariance = square - goldSame;
    double predictedVariance = square - predictedSame;
    if (goldVariance * predictedVariance == 0) {
      return estimate(0, (gold, predicted) -> 0);
    }
    double scale = Math.sqrt(goldVariance * predictedVariance);
    double correlation = covariance / scale;
    double chanceShare = chance / square;
    double goldShare = goldSame / square;
    double predictedShare = predictedSame / square;
    // The derivatives of the three, which are polynomials of the cells' shares, then of the whole.
    return estimate(
        correlation,
        (gold, predicted) -> {
          double ofCovariance =
              same(gold, predicted)
                  - correct() / total
                  - (golds[predicted] + predictions[gold]) / total
                  + 2 * chanceShare;
          double ofGold = 2 * (goldShare - golds[gold] / total);
          double ofPredicted = 2 * (predictedShare - predictions[predicted] / total);
          return square
              * (ofCovariance / scale
                  - correlation / 2 * (ofGold / goldVariance + ofPredicted / predictedVariance));
        });
  }

  private Estimate estimate(double value, Influence influence) {
    double squares = 0;
    for (int gold = 0; gold < classes; gold++) {
      for (int predicted = 0; predicted < classes; predicted++) {
        if (counts[gold][predicted] > 0) {
          double of = influence.of(gold, predicted);
          squares += counts[gold][predicted] * of * of;
        }
      }
    }
    return total == 0
        ? Estimate.UNDEFINED
        : new Estimate(value, Estimate.standardError(squares, total));
  }

  /** 2 tp / (2 tp + fp + fn). */
  private double f1Of(int c) {
    return counts[c][c] == 0 ? 0 : 2.0 * counts[c][c] / occurrences(c);
  }

  private double f1Influence(int c, int gold, int predicted) {
    if (occurrences(c) == 0) {
      return 0;
    }
    double inGold = same(c, gold);
    double inPredicted = same(c, predicted);
    return (2 * inGold * inPredicted - f1Of(c) * (inGold + inPredicted)) * total / occurrences(c);
  }

  private static double same(int one, int other) {
    return one == other ? 1 : 0;
  }

  private double correct() {
    return IntStream.range(0, classes).mapToLong(c -> counts[c][c]).sum();
  }

  private double occurrences(int c) {
    return golds[c] + predictions[c];
  }
}
