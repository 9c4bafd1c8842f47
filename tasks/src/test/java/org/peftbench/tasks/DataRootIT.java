package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

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
