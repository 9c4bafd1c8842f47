package org.peftbench.results;

import java.util.List;

/**
 * What a model answered to one evaluation example.
 *
 * @param id of the example inside its split
 * @param gold the right answer: a label's name, or a number as {@link Double#toString(double)}
 *     writes it
 * @param predicted the model's answer in the same form
 * @param scores one a label (logits), or the one predicted number
 */
public record Prediction(String id, String gold, String predicted, List<Double> scores) {
  public Prediction {
    scores = List.copyOf(scores);
  }
}
