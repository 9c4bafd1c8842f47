package org.peftbench.harness.train.family;

import java.util.Set;
import org.peftbench.models.HeadKind;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskDefinition;

/** Finds the family of a task. */
public final class Families {
  private Families() {}

  /**
   * The family that a task is trained in by a model with these heads.
   *
   * @throws UserError if the model has no head for it
   */
  public static Family<?, ?> of(TaskDefinition task, Set<HeadKind> heads) {
    Family<?, ?> family =
        switch (task.kind()) {
          case CLASSIFICATION, REGRESSION -> WholeText.of(task.kind(), task.labels());
          case TAGGING -> new Tagging(task.labels());
          case SPAN -> new ExtractiveSpan(hasUnanswerable(task));
          case CHOICE -> new MultipleChoice();
          case GENERATION ->
              throw new UserError("task %s: no run can train a GENERATION yet", task.name());
        };
    if (!heads.contains(family.head())) {
      throw new UserError(
          "task %s needs a head for %s, the backbone's architecture has %s: choose another backbone",
          task.name(), family.head(), heads.stream().sorted().toList());
    }
    return family;
  }

  /** Whether the task is scored by SQuAD 2's rules, under which no answer can be right. */
  private static boolean hasUnanswerable(TaskDefinition task) {
    return task.metrics().stream().anyMatch(metric -> metric.endsWith("_v2"));
  }
}
