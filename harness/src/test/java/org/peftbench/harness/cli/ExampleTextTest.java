package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskCatalog;

class ExampleTextTest {
  @Test
  void showsAPair() {
    assertThat(
            lines(
                "stsb",
                new Example("7", new Question.Text("One.", "Two\n"), new Target.Score(2.5))))
        .startsWith("example 7", "  text: \"One.\"", "  pair: \"Two\\n\"", "  right: 2.5");
  }

  @Test
  void showsATaggedSentence() {
    assertThat(
            lines(
                "ncbi_disease",
                new Example(
                    "0",
                    new Question.Words(List.of("Ataxia", "is", "rare")),
                    new Target.Tags(List.of(1, 0, 0)))))
        .containsExactly("example 0", "  words: Ataxia is rare", "  right: B-Disease O O");
  }

  @Test
  void showsWhereAnAnswerStands() {
    Question passage = new Question.Passage("Who?", "It was Ada.");
    assertThat(
            lines(
                "squad",
                new Example("0", passage, new Target.Spans(List.of(new Target.Span(7, "Ada"))))))
        .contains(
            "  question: \"Who?\"",
            "  context: \"It was Ada.\"",
            "  right: \"Ada\" at 7",
            "  then: \" Ada\"");
    assertThat(lines("squad_v2", new Example("0", passage, new Target.Spans(List.of()))))
        .contains("  right: no answer");
  }

  @Test
  void showsOptions() {
    assertThat(
            lines(
                "piqa",
                new Example(
                    "0",
                    new Question.Choices("To say \"no\"", List.of("nod", "shake")),
                    new Target.Label(1))))
        .contains(
            "  stem: \"To say \\\"no\\\"\"",
            "  option: \"nod\"",
            "  option: \"shake\"",
            "  right: \"shake\"",
            "  then: \" shake\"",
            "  then: \" answer2\"");
  }

  private static List<String> lines(String task, Example example) {
    return new ExampleText(TaskCatalog.named(task)).lines(example);
  }
}
