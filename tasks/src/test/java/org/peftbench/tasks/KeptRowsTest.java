package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRowsTest {
  private static final TaskDefinition TASK = TaskCatalog.named("acceptability");
  private static final TaskData DATA =
      TaskData.of(
          TASK,
          List.of(
              new Example("a", new Question.Text("one"), new Target.Label(0)),
              new Example("b", new Question.Text("one", "two"), new Target.Score(-1.25)),
              new Example(
                  "c", new Question.Words(List.of("x", "y")), new Target.Tags(List.of(0, 2)))),
          List.of(
              new Example(
                  "d",
                  new Question.Passage("what?", "all that"),
                  new Target.Spans(List.of(new Target.Span(4, "that")))),
              new Example(
                  "e", new Question.Passage("why?", "all that"), new Target.Spans(List.of())),
              new Example("f", new Question.Choices("?", List.of("p", "q")), new Target.Label(1)),
              new Example("g", new Question.Text("sum"), new Target.Answers(List.of("4", "four")))),
          Map.of("source", "a test"));

  @TempDir Path folder;
  private KeptRows rows;

  @BeforeEach
  void keep() {
    rows = KeptRows.in(folder);
    rows.keep(DATA);
  }

  @Test
  void givesBackWhatWasKept() {
    assertThat(rows.find(TASK, DATA.digest())).contains(DATA);
  }

  @Test
  void hasNothingElse() {
    assertThat(rows.find(TASK, "0".repeat(64))).isEmpty();
  }

  @Test
  void aDamagedFileCountsAsNone() throws IOException {
    Path file = folder.resolve("rows").resolve(DATA.digest() + ".json");
    Files.writeString(file, Files.readString(file).substring(1));
    assertThat(rows.find(TASK, DATA.digest())).isEmpty();
  }

  @Test
  void aFileWithOtherRowsCountsAsNone() throws IOException {
    Path file = folder.resolve("rows").resolve(DATA.digest() + ".json");
    Files.writeString(file, Files.readString(file).replace("one", "two"));
    assertThat(rows.find(TASK, DATA.digest())).isEmpty();
  }
}
