package org.peftbench.models.generation;

import java.util.Arrays;
import java.util.Random;

/** Draws tokens from the likely part of a distribution. */
final class Sampler {
  private final Strategy.Sampling strategy;
  private final Random random;

  /** A sampler of one row. */
  Sampler(Strategy.Sampling strategy, int row) {
    this.strategy = strategy;
    random = new Random(strategy.seed() * 1_000_003 + row);
  }

  int draw(double[] logits) {
    double[] probabilities = probabilities(logits, strategy);
    double left = random.nextDouble();
    int drawn = Scores.best(probabilities);
    for (int token = 0; token < probabilities.length; token++) {
      left -= probabilities[token];
      if (left < 0) {
        return token;
      }
    }
    return drawn; // only if rounding left a rest
  }

  /** What tokens are drawn with: temperature, then top-k, then top-p, each on what is left. */
  static double[] probabilities(double[] logits, Strategy.Sampling strategy) {
    double[] scores = Arrays.stream(logits).map(x -> x / strategy.temperature()).toArray();
    int[] order = Scores.falling(scores);
    if (strategy.topK() > 0 && strategy.topK() < scores.length) {
      double least = scores[order[strategy.topK() - 1]]; // equals of the last stay
      Arrays.setAll(scores, i -> scores[i] < least ? Double.NEGATIVE_INFINITY : scores[i]);
    }
    double[] logs = Scores.logProbabilities(scores);
    double reached = 0;
    for (int token : order) {
      if (reached >= strategy.topP()) {
        logs[token] = Double.NEGATIVE_INFINITY;
      } else {
        reached += Math.exp(logs[token]);
      }
    }
    return Arrays.stream(Scores.logProbabilities(logs)).map(Math::exp).toArray();
  }
}
