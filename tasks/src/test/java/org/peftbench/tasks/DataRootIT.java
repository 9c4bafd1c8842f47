package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.results.Prediction;

/**
 * The real files, where they are: sizes and leaks are those that the data root's page states, but
 * for mawps, where that page asks for the same answer too.
 */
class DataRootIT {
  private static final Path ROOT = Path.of("../../shared/data");

  /** Rows of each file. */
  private static final Map<String, Integer> MANIFEST = new HashMap<>();

  @BeforeAll
  static void readManifest() throws IOException {
    assumeTrue(Files.isDirectory(ROOT), "no data root at " + ROOT + ": no real file is read");
    try (Stream<String> lines = Files.lines(ROOT.resolve("MANIFEST.tsv"))) {
      lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .forEach(fields -> MANIFEST.put(fields[0], Integer.parseInt(fields[1])));
    }
  }

  static List<TaskDefinition> tasks() {
    return TaskCatalog.all().stream().filter(task -> !task.source().isBundled()).toList();
  }

  @ParameterizedTest
  @MethodSource("tasks")
  void readsEveryFileThereIs(TaskDefinition task) {
    Source.DataRoot source = (Source.DataRoot) task.source();
    for (String split : source.splits().keySet()) {
      String name = String.join("/", source.dataset(), source.config(), split);
      Integer rows = MANIFEST.get(name + ".jsonl");
      if (rows != null) {
        List<Example> read = DataRootRows.split(task, source, ROOT, split);
        assertThat(read).as(name).hasSize(rows).doesNotHaveDuplicates();
        if (task.prompts().containsKey(Prompt.Mode.GENERATION)) {
          Prompt prompt = task.prompts().get(Prompt.Mode.GENERATION);
          assertThat(prompt.text(read.get(0)) + prompt.right(task, read.get(0))).isNotBlank();
        }
      }
    }
  }

  /** A reference of one word shares no pair of words with itself: ROUGE-2 stays below 1. */
  @ParameterizedTest
  @MethodSource("tasks")
  void scoresRightAnswersBest(TaskDefinition task) {
    Source.DataRoot source = (Source.DataRoot) task.source();
    String split = source.evaluation() == null ? source.train() : source.evaluation();
    String name = String.join("/", source.dataset(), source.config(), split);
    assumeTrue(MANIFEST.containsKey(name + ".jsonl"), "no file " + name);
    List<Example> rows = new TaskLoader(ROOT).some(task, false, 300);
    List<Prediction> right = rows.stream().map(row -> answered(task, row)).toList();
    assertThat(TaskMetrics.score(task, right))
        .hasSizeGreaterThanOrEqualTo(
            task.metrics().size() - 1) // a split may lack unanswerable rows
        .allSatisfy(
            metric -> assertThat(metric.value()).as(metric.name()).isCloseTo(1, within(0.01)));
  }

  /** A row with its right answer. */
  private static Prediction answered(TaskDefinition task, Example row) {
    String answer = "";
    if (row.target() instanceof Target.Label label) {
      List<String> names =
          row.question() instanceof Question.Choices choices ? choices.options() : task.labels();
      answer = names.get(label.index());
    } else if (row.target() instanceof Target.Score score) {
      answer = Double.toString(score.value());
    } else if (row.target() instanceof Target.Tags tags) {
      answer = tags.indices().stream().map(task.labels()::get).collect(Collectors.joining(" "));
    } else if (row.target() instanceof Target.Spans spans) {
      answer = spans.texts().isEmpty() ? "" : spans.texts().get(0);
    } else if (row.target() instanceof Target.Answers answers) {
      answer = answers.references().get(0);
    }
    return new Prediction(row.id(), answer, answer, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "cola, 8551, 1043, 20",
    "sst2, 67349, 872, 2",
    "mrpc, 3668, 408, 5",
    "stsb, 5749, 1500, 8",
    "rte, 2490, 277, 0",
    "qqp, 21147, 2350, 1",
    "emotion, 16000, 2000, 11",
    "ncbi_disease, 5432, 940, 2",
    "wikiann, 20000, 10000, 305",
    "openbookqa, 4957, 500, 23",
    "mawps, 1898, 238, 28",
    "squad, 20000, 10570, 0",
    "gsm8k, 7473, 1319, 0",
    "svamp, 700, 300, 0",
    "xsum, 1000, 979, 0",
    "multiarith, 0, 600, 0",
    "fake_news_filipino, 2891, 315, 0",
  })
  void loadsAllRows(String name, int train, int evaluation, String leakage) {
    TaskData data = new TaskLoader(ROOT).load(TaskCatalog.named(name), null, null);
    assertThat(data.train()).hasSize(train);
    assertThat(data.evaluation()).hasSize(evaluation);
    assertThat(data.notes()).containsEntry("leakage", leakage);
  }
}
