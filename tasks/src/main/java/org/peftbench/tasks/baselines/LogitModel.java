package org.peftbench.tasks.baselines;

import java.util.List;

/**
 * A logistic regression over candidates: candidate c of a question has probability proportional to
 * {@code exp(w . f(c))}, f being the mean of its features' unit vectors. With the same features for
 * every class, each crossed with the class, this is multinomial logistic regression.
 *
 * <p>Features are hashed into {@value #SIZE} weights. Trained by Adagrad (Duchi, Hazan, Singer
 * 2011), a row at a time, in the order given: the same weights on every machine.
 */
final class LogitModel {
  private static final int SIZE = 1 << 20;
  private static final int MOST_EPOCHS = 30;
  private static final int FEWEST_EPOCHS = 4;
  private static final int ROWS_IN_ALL = 200_000;
  private static final double RATE = 0.5;
  private static final double DECAY = 1e-5;

  private final float[] weights = new float[SIZE];
  private final float[] squares = new float[SIZE];

  /** One question: the features of each candidate, and which one is right. */
  static final class Choice {
    private final int[][] features;
    private final int candidates;
    private final int right;

    private Choice(int[][] features, int candidates, int right) {
      this.features = features;
      this.candidates = candidates;
      this.right = right;
    }

    /** Candidates with features of their own; the right one is -1 if none is or it is not known. */
    static Choice of(int[][] features, int right) {
      return new Choice(features, features.length, right);
    }

    /** Classes, for each of which the same features mean something else. */
    static Choice ofClasses(int[] features, int classes, int right) {
      return new Choice(new int[][] {features}, classes, right);
    }

    private int[] features(int candidate) {
      return features[features.length == 1 ? 0 : candidate];
    }

    private int place(int candidate, int feature) {
      int mixed = (features.length == 1 ? feature + candidate * 0x9e3779b9 : feature) * 0x85ebca6b;
      mixed ^= mixed >>> 15;
      mixed *= 0xc2b2ae35;
      return (mixed ^ (mixed >>> 13)) & (SIZE - 1);
    }
  }

  /** Fits the weights, a few times over all questions, more often where there are few. */
  void fit(List<Choice> choices) {
    int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, ROWS_IN_ALL / choices.size()));
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (Choice choice : choices) {
        if (choice.right >= 0) {
          double[] probabilities = probabilities(choice);
          for (int c = 0; c < choice.candidates; c++) {
            double error = probabilities[c] - (c == choice.right ? 1 : 0);
            step(choice, c, error);
          }
        }
      }
    }
  }

  /** Fits {@code w . f} to numbers instead, by least squares. */
  void fit(List<Choice> rows, double[] numbers) {
    int epochs = Math.max(FEWEST_EPOCHS, Math.min(MOST_EPOCHS, ROWS_IN_ALL / rows.size()));
    for (int epoch = 0; epoch < epochs; epoch++) {
      for (int row = 0; row < numbers.length; row++) {
        step(rows.get(row), 0, score(rows.get(row), 0) - numbers[row]);
      }
    }
  }

  /** The likeliest candidate, the first of equals. */
  int best(Choice choice) {
    int best = 0;
    for (int c = 1; c < choice.candidates; c++) {
      best = score(choice, c) > score(choice, best) ? c : best;
    }
    return best;
  }

  /** {@code w . f} of a candidate. */
  double score(Choice choice, int candidate) {
    int[] features = choice.features(candidate);
    double sum = 0;
    for (int feature : features) {
      sum += weights[choice.place(candidate, feature)];
    }
    return sum / Math.sqrt(Math.max(1, features.length));
  }

  private double[] probabilities(Choice choice) {
    double[] scores = new double[choice.candidates];
    double most = Double.NEGATIVE_INFINITY;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = score(choice, c);
      most = Math.max(most, scores[c]);
    }
    double sum = 0;
    for (int c = 0; c < scores.length; c++) {
      scores[c] = Math.exp(scores[c] - most);
      sum += scores[c];
    }
    for (int c = 0; c < scores.length; c++) {
      scores[c] /= sum;
    }
    return scores;
  }

  private void step(Choice choice, int candidate, double error) {
    int[] features = choice.features(candidate);
    double scale = error / Math.sqrt(Math.max(1, features.length));
    for (int feature : features) {
      int at = choice.place(candidate, feature);
      double gradient = scale + DECAY * weights[at];
      squares[at] += (float) (gradient * gradient);
      weights[at] -= (float) (RATE * gradient / Math.sqrt(squares[at] + 1e-8));
    }
  }
}
