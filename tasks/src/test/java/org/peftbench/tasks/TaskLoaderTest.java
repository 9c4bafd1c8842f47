package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.results.base.UserError;

class TaskLoaderTest {
  private static final TaskLoader BUILT_IN = new TaskLoader(null);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "acceptability",
        "supersense",
        "definition",
        "similarity",
        "error_span",
        "correction",
        "word_choice",
        "find_word",
        "arithmetic"
      })
  void builtInRowsAreThoseThatTheDocumentationPublishes(String name) throws IOException {
    TaskData data = BUILT_IN.load(TaskCatalog.named(name), null, null);
    String row =
        "| `%s` | %d | %d | `%s` |"
            .formatted(name, data.train().size(), data.evaluation().size(), data.digest());
    assertThat(Files.readString(Path.of("../docs/tasks.md"))).contains(row);
    assertThat(data.task().source().splits())
        .containsExactly(
            Map.entry("train", data.train().size()),
            Map.entry("evaluation", data.evaluation().size()));
    assertThat(data.leakage()).isZero();
    assertThat(data.notes())
        .containsEntry("train_rows", "%1$d of %1$d".formatted(data.train().size()));
  }

  @Test
  void capsAreDeterministicAndNoted() {
    TaskDefinition task = TaskCatalog.named("acceptability");
    TaskData data = BUILT_IN.load(task, 200, 100);
    assertThat(data.train()).hasSize(200);
    assertThat(data.evaluation()).hasSize(100);
    assertThat(data).isEqualTo(new TaskLoader(null).load(task, 200, 100));
    assertThat(data.notes().get("train_rows")).startsWith("200 of ");
    assertThat(data.notes().get("evaluation_rows")).startsWith("100 of ");
  }

  @Test
  void digestSeesEveryFieldAndBothSplits(@TempDir Path root) throws IOException {
    String digest = digest(root, "a,b,1\n", "c,d,1\n");
    assertThat(digest).hasSize(64).isEqualTo(digest(root, "a,b,1\n", "c,d,1\n"));
    assertThat(digest)
        .isNotEqualTo(digest(root, "x,b,1\n", "c,d,1\n"))
        .isNotEqualTo(digest(root, "a,x,1\n", "c,d,1\n"))
        .isNotEqualTo(digest(root, "a,b,0\n", "c,d,1\n"))
        .isNotEqualTo(digest(root, "ab,,1\n", "c,d,1\n"))
        .isNotEqualTo(digest(root, "a,b,1\n", "c,d,0\n"))
        .isNotEqualTo(digest(root, "c,d,1\n", "a,b,1\n"));
  }

  @Test
  void notesLeakage(@TempDir Path root) throws IOException {
    write(root, "a!,b,1\n", "B,a,1\nc,d,0\n");
    TaskData data = new TaskLoader(root).load(TaskCatalog.named("mrpc"), null, null);
    assertThat(data.notes())
        .containsEntry("leakage", "1")
        .containsEntry("source", "nyu-mll/glue/mrpc, train and validation");
  }

  @Test
  void notesWhatIsOddAboutTheRows(@TempDir Path root) throws IOException {
    write(root, "a,b,1\nc,,1\n,,1\n", "e,f,1\ng,h,0\n");
    TaskData data = new TaskLoader(root).load(TaskCatalog.named("mrpc"), null, null);
    assertThat(data.train()).hasSize(3);
    assertThat(data.notes())
        .containsEntry("empty_texts.train", "2")
        .containsEntry("one_class.train", "equivalent")
        .doesNotContainKeys("empty_texts.evaluation", "one_class.evaluation");
  }

  @Test
  void asksForADataRootWhereATaskNeedsOne() {
    assertThatThrownBy(() -> BUILT_IN.load(TaskCatalog.named("cola"), null, null))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "task cola: looked for nyu-mll/glue/cola/train.{parquet,jsonl,json,csv,tsv,conll}[.gz], but no data root"
                + " is set: give --data DIR or set PEFTBENCH_DATA");
  }

  private static String digest(Path root, String train, String evaluation) throws IOException {
    write(root, train, evaluation);
    return new TaskLoader(root).load(TaskCatalog.named("mrpc"), null, null).digest();
  }

  private static void write(Path root, String train, String evaluation) throws IOException {
    Path folder = Files.createDirectories(root.resolve("nyu-mll/glue/mrpc"));
    Files.writeString(folder.resolve("train.csv"), "sentence1,sentence2,label\n" + train);
    Files.writeString(folder.resolve("validation.csv"), "sentence1,sentence2,label\n" + evaluation);
  }
}
