package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.results.base.UserError;

class DataRootRowsTest {
  private static final String HEADER = "sentence1,sentence2,label\n";

  @TempDir Path root;

  @Test
  void readsLabels() throws IOException {
    write("mrpc", "train", "a,b,1\nc,d,0\n");
    write("mrpc", "validation", "e,f,1\n");
    Rows rows = rows("mrpc");
    assertThat(rows.train())
        .containsExactly(
            new Example("0", new Question.Text("a", "b"), new Target.Label(1)),
            new Example("1", new Question.Text("c", "d"), new Target.Label(0)));
    assertThat(rows.evaluation())
        .containsExactly(new Example("0", new Question.Text("e", "f"), new Target.Label(1)));
  }

  @Test
  void readsScores() throws IOException {
    write("stsb", "train", "a,b,0\n");
    write("stsb", "validation", "c,d,3.25\ne,f,5.0\n");
    assertThat(rows("stsb").evaluation())
        .extracting(Example::target)
        .containsExactly(new Target.Score(3.25), new Target.Score(5));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "-1", "1.0", "equivalent", "", "99999999999"})
  void refusesALabelOutsideTheSet(String label) throws IOException {
    write("mrpc", "train", "a,b,1\n\"c\nc\",d,1\ne,f," + label + "\n");
    write("mrpc", "validation", "e,f,1\n");
    assertThatThrownBy(() -> rows("mrpc"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "task mrpc: %s:5: label must be 0 to 1 (not_equivalent, equivalent), got '%s'",
            root.resolve("nyu-mll/glue/mrpc/train.csv"), label);
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.1", "-0.5", "NaN", "Infinity", "high", ""})
  void refusesAScoreOutsideTheRange(String score) throws IOException {
    write("stsb", "train", "a,b," + score + "\n");
    write("stsb", "validation", "e,f,1\n");
    assertThatThrownBy(() -> rows("stsb"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "task stsb: %s:2: label must be a number from 0.0 to 5.0, got '%s'",
            root.resolve("nyu-mll/glue/stsb/train.csv"), score);
  }

  @Test
  void saysWhichSplitIsMissing() throws IOException {
    write("mrpc", "train", "a,b,1\n");
    assertThatThrownBy(() -> rows("mrpc"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "task mrpc: looked for nyu-mll/glue/mrpc/validation.{parquet,jsonl,json,csv,tsv,conll}[.gz] in data"
                + " root %s and found none: give --data DIR or set PEFTBENCH_DATA",
            root);
  }

  private Rows rows(String name) {
    TaskDefinition task = TaskCatalog.named(name);
    return DataRootRows.rows(task, (Source.DataRoot) task.source(), root);
  }

  private void write(String config, String split, String rows) throws IOException {
    Path file = root.resolve("nyu-mll/glue/" + config + "/" + split + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, HEADER + rows);
  }
}
