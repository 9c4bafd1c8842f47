package org.peftbench.harness.train.family;

import java.util.List;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Prompt;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.metrics.Choices;

/** Answers in words beside the right ones. */
final class TextAnswers {
  private TextAnswers() {}

  /**
   * What a model has written in answer to a prompt. Of a choice it is the option that the text
   * mentions first, or the text itself if it mentions none.
   */
  static Prediction beside(TaskDefinition task, Prompt prompt, Example example, String text) {
    if (example.target() instanceof Target.Label label) {
      List<String> names = prompt.names(task, example);
      String chosen = Choices.firstMentioned(text, names).orElse(text);
      return new Prediction(example.id(), names.get(label.index()), chosen, List.of());
    }
    if (example.target() instanceof Target.Spans spans) {
      return beside(example, spans.texts(), text.equals(Prompt.NO_ANSWER) ? "" : text, List.of());
    }
    return beside(example, text);
  }

  /** A text beside those that are right. */
  static Prediction beside(Example example, String text) {
    return beside(example, ((Target.Answers) example.target()).references(), text, List.of());
  }

  /**
   * A text beside those that are right.
   *
   * @param right none where the right answer is that there is none
   */
  static Prediction beside(Example example, List<String> right, String text, List<Double> scores) {
    String first = right.isEmpty() ? "" : right.get(0);
    List<String> others = right.isEmpty() ? right : right.subList(1, right.size());
    return new Prediction(example.id(), first, text, scores, others, null);
  }
}
