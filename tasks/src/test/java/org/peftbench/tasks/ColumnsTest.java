package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.results.base.UserError;

/**
 * Rows of squad, tagging and choice tasks: what is read, and what is refused with file and line.
 */
class ColumnsTest {
  private static final String GOOD =
      "{\"id\": \"q\", \"question\": \"Who?\", \"context\": \"It was \\ud83d\\ude00 Ann.\","
          + " \"answers\": {\"text\": [\"Ann\"], \"answer_start\": [9]}}\n";

  @TempDir Path root;

  @Test
  void countsCharactersAsPythonDoes() throws IOException {
    assertThat(read("squad", GOOD).get(0))
        .isEqualTo(
            new Example(
                "q",
                new Question.Passage("Who?", "It was \ud83d\ude00 Ann."),
                new Target.Spans(List.of(new Target.Span(10, "Ann")))));
  }

  @Test
  void refusesAnIdThatStandsTwice() {
    refuses("squad", GOOD + GOOD, ":2: id 'q' stands in row 1 already");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[9] | [8] | :1: answer 'Ann' does not stand at character 9 of its context",
        "[9] | [99] | :1: answer 'Ann' does not stand at character 99 of its context",
        "[9] | [-1] | :1: answer 'Ann' does not stand at character -1 of its context",
        "[9] | [] | :1: answers.text has 1 values and answers.answer_start 0",
        "[9] | 9 | :1: 'answers.answer_start' must be a list of texts or numbers; found id, question, context, answers",
        "\"Ann\" | \"\" | :1: a span must start at 0 or later and hold text, got '' at 10",
      })
  void refusesAnAnswerThatIsNotInItsContext(String right, String wrong, String message) {
    refuses("squad", GOOD.replace(right, wrong), message);
  }

  @Test
  void refusesTagsOfAnotherLength() {
    refuses(
        "ncbi_disease",
        "{\"tokens\": [\"a\", \"b\"], \"ner_tags\": [0]}\n",
        ":1: a sentence of 2 words has 1 tags");
    refuses(
        "ncbi_disease",
        "{\"tokens\": [], \"ner_tags\": []}\n",
        ":1: a tagged sentence must have a word");
    refuses(
        "ncbi_disease",
        "{\"tokens\": [\"a\"], \"ner_tags\": [3]}\n",
        ":1: ner_tags must be 0 to 2 (O, B-Disease, I-Disease), got '3'");
  }

  @Test
  void readsTagsByName() throws IOException {
    assertThat(read("ncbi_disease", "{\"tokens\": [\"a\"], \"ner_tags\": [\"B-Disease\"]}\n"))
        .extracting(Example::target)
        .containsExactly(new Target.Tags(List.of(1)));
  }

  @Test
  void readsChoicesByNameIndexAndBlank() throws IOException {
    assertThat(
            read(
                "arc-easy",
                "{\"question\": \"Q?\", \"choices\": {\"text\": [\"x\", \"y\"], \"label\": [\"1\","
                    + " \"2\"]}, \"answerKey\": \"2\"}\n"))
        .containsExactly(
            new Example("0", new Question.Choices("Q?", List.of("x", "y")), new Target.Label(1)));
    assertThat(
            read(
                "winogrande",
                "{\"sentence\": \"Ann saw _ run.\", \"option1\": \"Bob\", \"option2\": \"Cy\","
                    + " \"answer\": \"1\"}\n"))
        .containsExactly(
            new Example(
                "0",
                new Question.Choices("Ann saw", List.of("Bob run.", "Cy run.")),
                new Target.Label(0)));
    assertThat(
            read("boolq", "{\"question\": \"is it\", \"passage\": \"It is.\", \"answer\": true}\n"))
        .containsExactly(
            new Example(
                "0",
                new Question.Choices("It is. is it", List.of("no", "yes")),
                new Target.Label(1)));
  }

  @Test
  void refusesAChoiceThatIsNoneOfTheOptions() {
    String row = "{\"goal\": \"g\", \"sol1\": \"a\", \"sol2\": \"b\", \"label\": %s}\n";
    refuses("piqa", row.formatted("2"), ":1: label must be 0 to 1, got '2'");
    refuses("piqa", row.formatted("-1"), ":1: label must be 0 to 1, got '-1'");
    refuses(
        "winogrande",
        "{\"sentence\": \"Ann ran.\", \"option1\": \"b\", \"option2\": \"c\", \"answer\": \"1\"}\n",
        ":1: sentence must have a '_' where words are missing");
    refuses(
        "winogrande",
        "{\"sentence\": \"_ ran.\", \"option1\": \"b\", \"option2\": \"c\", \"answer\": \"\"}\n",
        ":1: answer must be one of 1, 2, got ''");
  }

  @Test
  void leavesRowsWithoutAnAnswerOutAndSaysSo() throws IOException {
    TaskDefinition task = TaskCatalog.named("snli");
    Source.DataRoot source = (Source.DataRoot) task.source();
    String row = "{\"premise\": \"a\", \"hypothesis\": \"%s\", \"label\": %d}\n";
    write(source, "train", row.formatted("b", 0) + row.formatted("c", -1));
    write(source, "validation", row.formatted("d", 2));
    TaskData data = new TaskLoader(root).load(task, null, null);
    assertThat(data.train()).hasSize(1);
    assertThat(data.notes())
        .containsEntry("unlabelled.train", "1")
        .doesNotContainKey("unlabelled.validation");
  }

  private void refuses(String task, String content, String message) {
    assertThatThrownBy(() -> read(task, content))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("task " + task + ": " + root)
        .hasMessageEndingWith(message);
  }

  private List<Example> read(String name, String content) throws IOException {
    TaskDefinition task = TaskCatalog.named(name);
    Source.DataRoot source = (Source.DataRoot) task.source();
    write(source, "train", content);
    return DataRootRows.split(task, source, root, "train");
  }

  private void write(Source.DataRoot source, String split, String content) throws IOException {
    Path folder = root.resolve(source.dataset()).resolve(source.config());
    Files.createDirectories(folder);
    Files.writeString(folder.resolve(split + ".jsonl"), content);
  }
}
