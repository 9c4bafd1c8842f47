package org.peftbench.tasks.metrics;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How often each class was taken for each.
 *
 * <p>Every figure over no rows at all is NaN.
 */
public final class ConfusionMatrix {
  private final long[][] counts; // [gold, predicted]
  private final long total;

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
    counts = new long[classes][classes];
    for (int i = 0; i < gold.size(); i++) {
      counts[gold.get(i)][predicted.get(i)]++;
    }
    total = gold.size();
  }

  /** Fraction of rows that were taken for what they are. */
  public double accuracy() {
    return total == 0 ? Double.NaN : (double) correct() / total;
  }

  /**
   * Harmonic mean of precision and recall of one class; 0 where the class is never right (as
   * scikit-learn with {@code zero_division=0}).
   */
  public double f1(int positive) {
    if (total == 0) {
      return Double.NaN;
    }
    long hits = counts[positive][positive];
    // 2 tp / (2 tp + fp + fn)
    return hits == 0 ? 0 : 2.0 * hits / (golds(positive) + predictions(positive));
  }

  /** Mean of {@link #f1} over the classes that occur in gold or predicted. */
  public double macroF1() {
    return classes(c -> golds(c) + predictions(c) > 0 ? f1(c) : Double.NaN);
  }

  /**
   * Matthews' correlation in Gorodkin's form for any number of classes (2004); 0 where gold or
   * predicted is constant, as scikit-learn defines it.
   */
  public double matthewsCorrelation() {
    if (total == 0) {
      return Double.NaN;
    }
    double n = total;
    double covariance = correct() * n;
    double goldVariance = n * n;
    double predictedVariance = n * n;
    for (int c = 0; c < counts.length; c++) {
      double golds = golds(c);
      double predictions = predictions(c);
      covariance -= golds * predictions;
      goldVariance -= golds * golds;
      predictedVariance -= predictions * predictions;
    }
    double variance = goldVariance * predictedVariance;
    return variance == 0 ? 0 : covariance / Math.sqrt(variance);
  }

  private double classes(IntToDoubleFunction figure) {
    return IntStream.range(0, counts.length)
        .mapToDouble(figure)
        .filter(Double::isFinite)
        .average()
        .orElse(Double.NaN);
  }

  private long correct() {
    return IntStream.range(0, counts.length).mapToLong(c -> counts[c][c]).sum();
  }

  private long golds(int c) {
    return IntStream.range(0, counts.length).mapToLong(p -> counts[c][p]).sum();
  }

  private long predictions(int c) {
    return IntStream.range(0, counts.length).mapToLong(g -> counts[g][c]).sum();
  }
}
