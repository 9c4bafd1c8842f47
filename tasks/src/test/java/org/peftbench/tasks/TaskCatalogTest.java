package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.results.base.UserError;

class TaskCatalogTest {
  private static final String GOOD =
      """
      name: toy
      version: 1
      description: A toy.
      kind: classification
      labels: [bad, good]
      metrics: [accuracy, f1]
      positive_label: good
      source:
        from: data_root
        dataset: toys/toy
        config: default
        splits: {train: 10, validation: 5}
        train: train
        evaluation: validation
        columns: {text: sentence, target: label}
      """;

  @Test
  void knowsTheTasks() {
    assertThat(TaskCatalog.all())
        .extracting(TaskDefinition::name)
        .startsWith("acceptability", "supersense", "definition", "similarity")
        .contains("cola", "squad_v2", "xsum", "hellaswag", "gsm8k", "conll2003", "emotion");
    assertThat(TaskCatalog.named("cola").primaryMetric()).isEqualTo("matthews_correlation");
    assertThat(TaskCatalog.named("supersense").labels()).hasSize(25);
  }

  @Test
  void indexListsEveryFile() throws IOException {
    Path folder = Path.of("src/main/resources/org/peftbench/tasks");
    try (Stream<Path> files = Files.list(folder)) {
      List<String> names =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml"))
              .map(name -> name.substring(0, name.length() - 5))
              .toList();
      assertThat(TaskCatalog.all())
          .extracting(TaskDefinition::name)
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  @Test
  void suggestsTheNearestTask() {
    assertThatThrownBy(() -> TaskCatalog.named("colla"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(
            "Unknown task 'colla'. Did you mean cola? Available: acceptability, addsub, aqua,");
  }

  @Test
  void parsesADefinition() {
    assertThat(parse(GOOD))
        .isEqualTo(
            new TaskDefinition(
                "toy",
                1,
                "A toy.",
                TaskDefinition.Kind.CLASSIFICATION,
                List.of("bad", "good"),
                List.of("accuracy", "f1"),
                "good",
                null,
                null,
                Map.of(),
                new Source.DataRoot(
                    "toys/toy",
                    "default",
                    null,
                    Map.of("train", 10, "validation", 5),
                    "train",
                    "validation",
                    null,
                    new TextColumns(List.of("sentence"), null, "label", null))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1             | version: one          | toy.yaml:2:",
        "version: 1             | version: 1\\nversion: 2 | toy.yaml:3:",
        "version: 1 | verzion: 1 | Missing required creator property 'version'",
        "version: 1 | version: 1\\nmetric: red | Unknown key 'metric'. Did you mean metrics? Available: description",
        "version: 1             | version: 0            | task toy: version must be >= 1",
        "name: toy              | name: 'a/b'           | task a/b: name must be",
        "kind: classification   | kind: clasification   | toy.yaml:4:",
        "from: data_root        | from: internet        | toy.yaml:9:",
        "labels: [bad, good]    | labels: [good]        | task toy: labels must name at least two",
        "labels: [bad, good]    | labels: [good, good]  | task toy: labels must differ",
        "metrics: [accuracy, f1] | metrics: []          | task toy: metrics must name at least one",
        "metrics: [accuracy, f1] | metrics: [f1, f1]    | task toy: metrics must differ",
        "metrics: [accuracy, f1] | metrics: [acuracy]   | Unknown metric 'acuracy'. Did you mean accuracy?",
        "metrics: [accuracy, f1] | metrics: [pearson]   | Unknown metric 'pearson'.",
        "positive_label: good   | positive_label: best  | positive_label must be one of labels",
        "positive_label: good   | positive_label: good\\nscores: {low: 0, high: 1} | scores belongs to a regression",
        "kind: classification   | kind: regression      | Unknown metric 'accuracy'.",
        "description: A toy.    | '# none'              | description",
      })
  void refusesWhatIsWrong(String right, String wrong, String message) {
    String yaml = GOOD.replace(right, wrong.replace("\\n", "\n"));
    assertThat(yaml).isNotEqualTo(GOOD);
    assertThatThrownBy(() -> parse(yaml))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("toy.yaml")
        .hasMessageContaining(message);
  }

  private static TaskDefinition parse(String yaml) {
    return TaskCatalog.parse("toy.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }
}
