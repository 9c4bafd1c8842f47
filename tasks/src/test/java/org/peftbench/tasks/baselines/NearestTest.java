package org.peftbench.tasks.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskData;

class NearestTest {
  @Test
  void answersAsTheMostSimilarQuestion() {
    assertThat(
            answers(
                "gsm8k",
                List.of(
                    text("a", "Ann has two red apples", "2"), text("b", "Bob sold the house", "9")),
                List.of(text("c", "Who sold a HOUSE?", "1"), text("d", "xyz", "1"))))
        .containsExactly("9", "2");
  }

  @Test
  void tagsAWordAsItMostlyIs() {
    assertThat(
            answers(
                "ncbi_disease",
                List.of(words(List.of("flu", "is", "flu", "flu"), List.of(1, 0, 2, 1))),
                List.of(words(List.of("a", "flu"), List.of(0, 1)))))
        .containsExactly("O B-Disease");
  }

  @Test
  void takesTheSentenceThatSharesMostWords() {
    Question asked = new Question.Passage("Where is Rome?", "Ann is old. Rome is in Italy. Yes.");
    Example row =
        new Example("0", asked, new Target.Spans(List.of(new Target.Span(20, "in Italy"))));
    assertThat(answers("squad", List.of(row), List.of(row))).containsExactly("Rome is in Italy.");
  }

  private static List<String> answers(String task, List<Example> train, List<Example> evaluation) {
    TaskData data = new TaskData(TaskCatalog.named(task), train, evaluation, "0", Map.of());
    return new Nearest().answers(data).stream().map(Prediction::predicted).toList();
  }

  private static Example text(String id, String text, String answer) {
    return new Example(id, new Question.Text(text), new Target.Answers(List.of(answer)));
  }

  private static Example words(List<String> words, List<Integer> tags) {
    return new Example("0", new Question.Words(words), new Target.Tags(tags));
  }
}
