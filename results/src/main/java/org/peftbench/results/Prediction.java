package org.peftbench.results;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered to one evaluation example.
 *
 * @param id of the example inside its split
 * @param gold the right answer, the first where there are several: a label's name, a number as
 *     {@link Double#toString(double)} writes it, the tags of a sentence with a blank between them,
 *     an option, or a text; empty where the right answer is that there is none
 * @param predicted the model's answer in the same form
 * @param scores one a label or option (logits or log-likelihoods), or the one predicted number; of
 *     a span, the span's own score and that of no answer; none where they were left out to save
 *     room
 * @param alternatives further right answers, as good as {@code gold}
 * @param score what the answer is worth, by the task's own measure of a single example; absent
 *     where that is simply whether it is right or how far off
 */
public record Prediction(
    String id,
    String gold,
    String predicted,
    List<Double> scores,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> alternatives,
    @Nullable Double score) {
  public Prediction {
    scores = List.copyOf(scores);
    // Absent in records of tasks with one right answer.
    alternatives = alternatives == null ? List.of() : List.copyOf(alternatives);
  }

  /** An answer to a question with one right answer. */
  public Prediction(String id, String gold, String predicted, List<Double> scores) {
    this(id, gold, predicted, scores, List.of(), null);
  }

  /** The same answer without the scores that it was chosen by; a number's own stays. */
  Prediction withoutScores() {
    return scores.size() == 1
        ? this
        : new Prediction(id, gold, predicted, List.of(), alternatives, score);
  }

  /** The same answer with its worth. */
  public Prediction worth(double value) {
    return new Prediction(id, gold, predicted, scores, alternatives, value);
  }
}
