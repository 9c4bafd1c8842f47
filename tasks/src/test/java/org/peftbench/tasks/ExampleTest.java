package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleTest {
  private static final Question PASSAGE = new Question.Passage("Who?", "It was 😀 Ann.");

  @Test
  void takesWhatFits() {
    Target.Span span = new Target.Span(10, "Ann");
    assertThat(span.end()).isEqualTo(13);
    example(PASSAGE, new Target.Spans(List.of(span)));
    example(PASSAGE, new Target.Spans(List.of()));
    example(new Question.Choices("Which?", List.of("a", "b")), new Target.Label(1));
    example(new Question.Words(List.of("a", "b")), new Target.Tags(List.of(0, 1)));
    example(new Question.Text("1 + 1"), new Target.Answers(List.of("2")));
  }

  @Test
  void refusesASpanThatIsNotInItsContext() {
    refuses(
        PASSAGE,
        new Target.Spans(List.of(new Target.Span(9, "Ann"))),
        "answer 'Ann' does not stand at character 9 of its context");
    refuses(
        PASSAGE,
        new Target.Spans(List.of(new Target.Span(99, "Ann"))),
        "answer 'Ann' does not stand at character 99 of its context");
  }

  @Test
  void refusesTagsOfAnotherLength() {
    refuses(
        new Question.Words(List.of("a", "b")),
        new Target.Tags(List.of(0)),
        "a sentence of 2 words has 1 tags");
  }

  @Test
  void refusesAnOptionThatIsNotThere() {
    refuses(
        new Question.Choices("Which?", List.of("a", "b")),
        new Target.Label(2),
        "option 2 is right, but there are 2");
  }

  @Test
  void refusesAnAnswerOfAnotherForm() {
    refuses(new Question.Text("a"), new Target.Tags(List.of(0)), "Tags is no answer to Text");
    refuses(PASSAGE, new Target.Label(0), "Label is no answer to Passage");
  }

  private static void refuses(Question question, Target target, String rule) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> example(question, target))
        .withMessage(rule);
  }

  private static Example example(Question question, Target target) {
    return new Example("0", question, target);
  }
}
