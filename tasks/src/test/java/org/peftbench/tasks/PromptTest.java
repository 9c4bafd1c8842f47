package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskDefinition.Kind;

class PromptTest {
  @Test
  void asksForALabel() {
    TaskDefinition task = TaskCatalog.named("rte");
    Prompt prompt = prompt(task, Prompt.Mode.LIKELIHOOD);
    Example row = new Example("0", new Question.Text("A {pair} $1.", "B."), new Target.Label(1));
    assertThat(prompt.text(row)).isEqualTo("A {pair} $1.\nThe relation of this to \"B.\" is");
    assertThat(prompt.candidates(task, row)).containsExactly(" entailment", " not_entailment");
    assertThat(prompt.right(task, row)).isEqualTo(" not_entailment");
    assertThat(prompt.names(task, row)).containsExactly("entailment", "not_entailment");
  }

  @Test
  void asksForAChoiceByItsTextOrItsName() {
    TaskDefinition task = TaskCatalog.named("piqa");
    Example row =
        new Example("0", new Question.Choices("Goal?", List.of("x", "y")), new Target.Label(1));
    Prompt likelihood = prompt(task, Prompt.Mode.LIKELIHOOD);
    assertThat(likelihood.text(row)).isEqualTo("Question: Goal?\nAnswer:");
    assertThat(likelihood.right(task, row)).isEqualTo(" y");
    Prompt generation = prompt(task, Prompt.Mode.GENERATION);
    assertThat(generation.text(row))
        .isEqualTo("Goal?\n\nanswer1: x\nanswer2: y\n\nThe correct answer is");
    assertThat(generation.right(task, row)).isEqualTo(" answer2");
    assertThat(generation.names(task, row)).containsExactly("answer1", "answer2");
    assertThat(generation.stop()).containsExactly("\n");
  }

  @Test
  void asksForAnAnswerInWriting() {
    TaskDefinition task = TaskCatalog.named("squad_v2");
    Prompt prompt = prompt(task, Prompt.Mode.GENERATION);
    Question asked = new Question.Passage("Who?", "It was Ann.");
    Example answered =
        new Example("0", asked, new Target.Spans(List.of(new Target.Span(7, "Ann"))));
    assertThat(prompt.text(answered)).isEqualTo("It was Ann.\n\nQuestion: Who?\nAnswer:");
    assertThat(prompt.right(task, answered)).isEqualTo(" Ann");
    assertThat(prompt.right(task, new Example("0", asked, new Target.Spans(List.of()))))
        .isEqualTo(" unanswerable");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> prompt.candidates(task, answered))
        .withMessage("task squad_v2 has no candidates");
  }

  @Test
  void refusesFieldsThatTheKindHasNot() {
    assertThatThrownBy(() -> new Prompt("{stem}", "{answer}", List.of()).check(Kind.SPAN))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Unknown field 'stem'");
    assertThatThrownBy(() -> new Prompt("{text}", "{name}", List.of()).check(Kind.GENERATION))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Unknown field 'name'");
  }

  private static Prompt prompt(TaskDefinition task, Prompt.Mode mode) {
    return task.prompts().get(mode);
  }
}
