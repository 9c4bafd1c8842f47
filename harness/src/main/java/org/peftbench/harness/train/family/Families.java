package org.peftbench.harness.train.family;

import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.HeadKind;
import org.peftbench.results.Answering;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.Prompt;
import org.peftbench.tasks.TaskDefinition;
import org.peftbench.tasks.TaskDefinition.Kind;

/** Finds the family in which a model is trained on a task. */
public final class Families {
  private Families() {}

  /**
   * The head that answers a task: the one for its kind or, if the architecture has none or an
   * answering is asked for, a language model's by a prompt.
   *
   * @param answering how a language model is asked; null for the head, or the task's usual prompt
   * @param heads that the architecture has
   * @throws UserError if neither will do
   */
  public static HeadKind head(
      TaskDefinition task, @Nullable Answering answering, Set<HeadKind> heads) {
    HeadKind own = head(task.kind());
    boolean writes = own == HeadKind.SEQ2SEQ_LM && answering == Answering.GENERATION;
    if (heads.contains(own) && (answering == null || writes)) {
      return own;
    }
    if (!heads.contains(HeadKind.CAUSAL_LM)) {
      throw new UserError(
          "task %s%s can't be asked of this backbone, whose architecture has heads for %s: choose another",
          task.name(),
          answering == null ? "" : " by " + answering,
          heads.stream().sorted().toList());
    }
    if (!task.prompts().containsKey(mode(task, answering))) {
      throw new UserError(
          "task %s has no prompt for %s, it has them for %s: ask otherwise, or another backbone",
          task.name(), mode(task, answering), task.prompts().keySet());
    }
    return HeadKind.CAUSAL_LM;
  }

  /**
   * The family of a task under the head that answers it.
   *
   * @param head of {@link #head}
   * @param writing how the model writes, if it does
   */
  public static Family<?, ?> of(
      TaskDefinition task, @Nullable Answering answering, HeadKind head, Writing writing) {
    return switch (head) {
      case SEQUENCE -> WholeText.of(task.kind(), task.labels());
      case TOKEN -> new Tagging(task.labels());
      case SPAN -> new ExtractiveSpan(Objects.requireNonNull(task.spanSearch()));
      case CHOICE -> new MultipleChoice();
      case SEQ2SEQ_LM -> new SequenceToSequence(writing);
      case CAUSAL_LM -> prompted(task, answering, writing);
      case MASKED_LM -> throw new IllegalArgumentException("no task asks for hidden tokens");
    };
  }

  /**
   * The head that is trained for a kind of answers; of written ones, the one that answers a text.
   */
  public static HeadKind head(Kind kind) {
    return switch (kind) {
      case CLASSIFICATION, REGRESSION -> HeadKind.SEQUENCE;
      case TAGGING -> HeadKind.TOKEN;
      case SPAN -> HeadKind.SPAN;
      case CHOICE -> HeadKind.CHOICE;
      case GENERATION -> HeadKind.SEQ2SEQ_LM;
    };
  }

  private static Family<?, ?> prompted(
      TaskDefinition task, @Nullable Answering answering, Writing writing) {
    Prompt.Mode mode = mode(task, answering);
    Prompt prompt = Objects.requireNonNull(task.prompts().get(mode));
    return mode == Prompt.Mode.GENERATION
        ? new CausalGeneration(task, prompt, writing)
        : new Likelihood(task, prompt, answering == Answering.LIKELIHOOD_BY_LENGTH);
  }

  /** The prompt that is asked for, or else the task's first. */
  private static Prompt.Mode mode(TaskDefinition task, @Nullable Answering answering) {
    if (answering == null) {
      return task.prompts().keySet().stream().findFirst().orElse(Prompt.Mode.GENERATION);
    }
    return answering == Answering.GENERATION ? Prompt.Mode.GENERATION : Prompt.Mode.LIKELIHOOD;
  }
}
