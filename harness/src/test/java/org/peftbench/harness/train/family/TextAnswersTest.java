package org.peftbench.harness.train.family;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Prompt;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;

class TextAnswersTest {
  @Test
  void ofAChoiceItIsTheOptionMentionedFirst() {
    Example example =
        new Example(
            "e", new Question.Choices("stem", List.of("cat", "dog", "mat")), new Target.Label(1));
    assertThat(written("word_choice", example, "answer2, not answer1"))
        .isEqualTo(new Prediction("e", "answer2", "answer2", List.of()));
    assertThat(written("word_choice", example, "the dog").predicted()).isEqualTo("the dog");
    assertThat(written("word_choice", example, "").predicted()).isEmpty();
  }

  @Test
  void ofAPassageItIsATextOrThatThereIsNone() {
    Question passage = new Question.Passage("who?", "a cat, a cat sat");
    List<Target.Span> spans =
        List.of(
            new Target.Span(2, "cat"), new Target.Span(9, "cat"), new Target.Span(9, "cat sat"));
    Prediction found = written("squad", new Example("e", passage, new Target.Spans(spans)), "cat");
    assertThat(found)
        .isEqualTo(new Prediction("e", "cat", "cat", List.of(), List.of("cat sat"), null));
    Example none = new Example("e", passage, new Target.Spans(List.of()));
    assertThat(written("squad_v2", none, "unanswerable"))
        .isEqualTo(new Prediction("e", "", "", List.of()));
  }

  private static Prediction written(String name, Example example, String text) {
    TaskDefinition task = TaskCatalog.named(name);
    Prompt prompt = Objects.requireNonNull(task.prompts().get(Prompt.Mode.GENERATION));
    return TextAnswers.beside(task, prompt, example, text);
  }
}
