package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.tasks.TaskCatalog;

class TasksCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path root;

  @Test
  void listsEveryTask() {
    assertThat(run("list")).isZero();
    List<String> lines =
        out.toString().lines().map(line -> line.replaceAll(" {2,}", "  ")).toList();
    assertThat(lines).hasSize(TaskCatalog.all().size());
    assertThat(lines)
        .contains(
            "cola  classification  matthews_correlation, accuracy  needs --data"
                + "  train 8551, validation 1043, test 1063  "
                + TaskCatalog.named("cola").description(),
            "correction  generation  accuracy, rougeL  bundled  train 5828, evaluation 799  "
                + TaskCatalog.named("correction").description());
  }

  @Test
  void showsADefinition() {
    assertThat(run("show", "squad_v2")).isZero();
    assertThat(out.toString())
        .contains("\"kind\" : \"span\"")
        .contains("\"null_threshold\" : 0")
        .contains("\"template\" : \"{context}\\n\\nQuestion: {question}\\nAnswer:\"");
  }

  @Test
  void scoresAnswersWithoutAModel() throws IOException {
    write("train", "a fine day,1\na fine dog,1\nfine fine,1\nbad bad,0\n");
    write("validation", "fine dog,1\nbad dog,0\n");
    assertThat(run("baselines", "cola", "--data", root.toString())).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", "  ")).toList())
        .startsWith(
            "cola  bag_of_words  matthews_correlation 1.000, accuracy 1.000",
            "cola  majority  matthews_correlation 0.000, accuracy 0.500",
            "cola  nearest  matthews_correlation 1.000, accuracy 1.000")
        .hasSize(4)
        .last()
        .asString()
        .matches("cola  loaded in  \\d+\\.\\d\\d s");
  }

  @Test
  void ofATaskWithoutTrainingRowsNothingIsScored() throws IOException {
    Path file = root.resolve("llm-adapters/AddSub/default/test.jsonl");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file,
        "{\"instruction\": \"1 + 1?\", \"answer\": \"2\", \"output\": \"\", \"input\": \"\"}\n");
    assertThat(run("baselines", "addsub", "--data", root.toString())).isZero();
    assertThat(out.toString()).contains("majority").contains("undefined");
  }

  @Test
  void anUnknownTaskIsMisuse() {
    assertThat(run("baselines", "colla")).isEqualTo(2);
    assertThat(err.toString()).startsWith("peftbench: Unknown task 'colla'. Did you mean cola?");
  }

  private void write(String split, String rows) throws IOException {
    Path file = root.resolve("nyu-mll/glue/cola/" + split + ".csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "sentence,label\n" + rows);
  }

  private int run(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "tasks";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Main.execute(all, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
