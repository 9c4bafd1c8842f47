package org.peftbench.models.generation;

import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/** Arithmetic over one row's scores, in double precision. */
final class Scores {
  private Scores() {}

  static double[] of(float[] logits) {
    double[] scores = new double[logits.length];
    Arrays.setAll(scores, i -> logits[i]);
    return scores;
  }

  /** log softmax. */
  static double[] logProbabilities(double[] logits) {
    double largest = Arrays.stream(logits).max().orElseThrow();
    double sum = Arrays.stream(logits).map(x -> Math.exp(x - largest)).sum();
    double shift = largest + Math.log(sum);
    return Arrays.stream(logits).map(x -> x - shift).toArray();
  }

  /** Where the largest is; the first of equal ones. */
  static int best(double[] scores) {
    int best = 0;
    for (int i = 1; i < scores.length; i++) {
      if (scores[i] > scores[best]) {
        best = i;
      }
    }
    return best;
  }

  /** Places of the highest scores by falling score; of equal ones the first. */
  static int[] top(double[] scores, int count) {
    Comparator<Integer> worstFirst =
        Comparator.comparingDouble((Integer i) -> scores[i])
            .thenComparing(Comparator.reverseOrder());
    PriorityQueue<Integer> best = new PriorityQueue<>(worstFirst);
    for (int i = 0; i < scores.length; i++) {
      if (best.size() < count) {
        best.add(i);
      } else if (scores[i] > scores[best.element()]) {
        best.remove();
        best.add(i);
      }
    }
    return best.stream().sorted(worstFirst.reversed()).mapToInt(i -> i).toArray();
  }

  /** Places by falling score; equal ones in order. */
  static int[] falling(double[] scores) {
    return IntStream.range(0, scores.length)
        .boxed()
        .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]))
        .mapToInt(i -> i)
        .toArray();
  }
}
