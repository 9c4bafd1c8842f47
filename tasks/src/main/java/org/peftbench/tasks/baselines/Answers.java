package org.peftbench.tasks.baselines;

import java.util.List;
import java.util.stream.Collectors;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskDefinition;

/** Answers in the form of predictions. */
final class Answers {
  private Answers() {}

  /** A row's right answers beside what was answered. */
  static Prediction prediction(TaskDefinition task, Example row, String answer) {
    List<String> golds = golds(task, row);
    String first = golds.isEmpty() ? "" : golds.get(0);
    List<String> others = golds.isEmpty() ? List.of() : golds.subList(1, golds.size());
    return new Prediction(row.id(), first, answer, List.of(), others, null);
  }

  /** A row's right answers, the one that is trained on first. */
  static List<String> golds(TaskDefinition task, Example row) {
    if (row.target() instanceof Target.Label label) {
      return List.of(options(task, row).get(label.index()));
    }
    if (row.target() instanceof Target.Score score) {
      return List.of(Double.toString(score.value()));
    }
    if (row.target() instanceof Target.Tags tags) {
      return List.of(tags(task, tags.indices()));
    }
    if (row.target() instanceof Target.Spans answers) {
      return answers.texts();
    }
    return ((Target.Answers) row.target()).references();
  }

  /** What a row's label counts: its own options, or the task's labels. */
  static List<String> options(TaskDefinition task, Example row) {
    return row.question() instanceof Question.Choices choices ? choices.options() : task.labels();
  }

  static String tags(TaskDefinition task, List<Integer> tags) {
    return tags.stream().map(task.labels()::get).collect(Collectors.joining(" "));
  }
}
