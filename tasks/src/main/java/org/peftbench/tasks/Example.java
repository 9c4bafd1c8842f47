package org.peftbench.tasks;

import com.google.errorprone.annotations.FormatMethod;

/**
 * One question with its right answer.
 *
 * @param id unique inside its split and the same in every load
 * @param question what is asked
 * @param target the right answer, in a form that fits the question's
 */
public record Example(String id, Question question, Target target) {
  /** Checks that question and answer fit each other. */
  public Example {
    if (question instanceof Question.Words sentence && target instanceof Target.Tags tags) {
      require(
          sentence.words().size() == tags.indices().size(),
          "a sentence of %d words has %d tags",
          sentence.words().size(),
          tags.indices().size());
    } else if (question instanceof Question.Passage passage
        && target instanceof Target.Spans answers) {
      for (Target.Span span : answers.spans()) {
        require(
            passage.context().startsWith(span.text(), span.start()),
            "answer '%s' does not stand at character %d of its context",
            span.text(),
            span.start());
      }
    } else if (question instanceof Question.Choices choices
        && target instanceof Target.Label label) {
      int options = choices.options().size();
      require(
          label.index() < options, "option %d is right, but there are %d", label.index(), options);
    } else {
      require(
          question instanceof Question.Text
              && !(target instanceof Target.Tags)
              && !(target instanceof Target.Spans),
          "%s is no answer to %s",
          target.getClass().getSimpleName(),
          question.getClass().getSimpleName());
    }
  }

  @FormatMethod
  private static void require(boolean holds, String rule, Object... arguments) {
    if (!holds) {
      throw new IllegalArgumentException(rule.formatted(arguments));
    }
  }
}
