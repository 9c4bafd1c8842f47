package org.peftbench.tasks.metrics;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * ROUGE (Lin 2004) as Google's {@code rouge_score} computes it: words of ASCII letters and digits,
 * in lower case, those of more than three letters stemmed.
 */
public final class Rouge {
  /** Which units two texts may share. */
  public enum Variant {
    /** Words. */
    ROUGE_1,
    /** Pairs of neighbouring words. */
    ROUGE_2,
    /** The longest common subsequence of words, line breaks or not. */
    ROUGE_L,
    /**
     * For each line of the reference, the union of its longest common subsequences with the lines
     * of the text.
     */
    ROUGE_L_SUM
  }

  /**
   * How much two texts share; 0 where either has nothing to share.
   *
   * @param precision share of the predicted text's units
   * @param recall share of the reference's units
   * @param f1 their harmonic mean
   */
  public record Score(double precision, double recall, double f1) {
    private static Score of(double shared, int predicted, int gold) {
      return shared == 0
          ? new Score(0, 0, 0)
          : new Score(shared / predicted, shared / gold, 2 * shared / (predicted + gold));
    }
  }

  private final Variant variant;
  private final boolean stemming;

  /**
   * A scorer.
   *
   * @param stemming whether words are cut to their stems first, as papers do
   */
  public Rouge(Variant variant, boolean stemming) {
    this.variant = variant;
    this.stemming = stemming;
  }

  /**
   * The score against the reference with the highest F1.
   *
   * @param golds at least one; the first of equals counts
   */
  public Score score(List<String> golds, String predicted) {
    return golds.stream()
        .map(gold -> score(gold, predicted))
        // not Stream's max, which takes the last of equals
        .reduce((best, next) -> next.f1() > best.f1() ? next : best)
        .orElseThrow(() -> new IllegalArgumentException("a text needs a reference"));
  }

  private Score score(String gold, String predicted) {
    return switch (variant) {
      case ROUGE_1 -> grams(words(gold), words(predicted), 1);
      case ROUGE_2 -> grams(words(gold), words(predicted), 2);
      case ROUGE_L -> {
        List<String> goldWords = words(gold);
        List<String> predictedWords = words(predicted);
        int shared = CommonWords.positions(goldWords, predictedWords).cardinality();
        yield Score.of(shared, predictedWords.size(), goldWords.size());
      }
      case ROUGE_L_SUM -> lines(lines(gold), lines(predicted));
    };
  }

  private static Score grams(List<String> gold, List<String> predicted, int size) {
    Map<List<String>, Integer> left = new HashMap<>();
    int golds = Math.max(0, gold.size() - size + 1);
    int predictions = Math.max(0, predicted.size() - size + 1);
    IntStream.range(0, golds)
        .forEach(at -> left.merge(gold.subList(at, at + size), 1, Integer::sum));
    double shared =
        IntStream.range(0, predictions)
            .filter(at -> left.merge(predicted.subList(at, at + size), -1, Integer::sum) >= 0)
            .count();
    return Score.of(shared, predictions, golds);
  }

  private static Score lines(List<List<String>> gold, List<List<String>> predicted) {
    Map<String, Integer> goldLeft = counts(gold);
    Map<String, Integer> predictedLeft = counts(predicted);
    int shared = 0;
    for (List<String> line : gold) {
      BitSet union = new BitSet();
      predicted.forEach(other -> union.or(CommonWords.positions(line, other)));
      for (String word : union.stream().mapToObj(line::get).toList()) {
        // A word counts no oftener than both texts have it.
        if (goldLeft.get(word) > 0 && predictedLeft.get(word) > 0) {
          goldLeft.merge(word, -1, Integer::sum);
          predictedLeft.merge(word, -1, Integer::sum);
          shared++;
        }
      }
    }
    return Score.of(shared, size(predicted), size(gold));
  }

  private static int size(List<List<String>> lines) {
    return lines.stream().mapToInt(List::size).sum();
  }

  private static Map<String, Integer> counts(List<List<String>> lines) {
    Map<String, Integer> counts = new HashMap<>();
    lines.forEach(line -> line.forEach(word -> counts.merge(word, 1, Integer::sum)));
    return counts;
  }

  private List<List<String>> lines(String text) {
    return Arrays.stream(text.split("\n")).map(this::words).toList();
  }

  private List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^a-z0-9]+"))
        .filter(word -> !word.isEmpty())
        .map(word -> stemming && word.length() > 3 ? PorterStemmer.stem(word) : word)
        .toList();
  }
}
