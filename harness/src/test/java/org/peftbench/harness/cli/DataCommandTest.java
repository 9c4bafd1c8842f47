package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.hub.FakeHub;
import picocli.CommandLine;

class DataCommandTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private FakeHub hub;
  @TempDir private Path folder;

  @BeforeEach
  void open() throws Exception {
    hub =
        new FakeHub()
            .with("cola/train/0000.parquet", parquet(5))
            .with("cola/validation/0000.parquet", parquet(2));
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void fetchesWhatATaskReads() {
    assertThat(run("fetch", "cola")).isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            root().resolve("nyu-mll/glue/cola/train.parquet").toString(),
            root().resolve("nyu-mll/glue/cola/validation.parquet").toString());
    assertThat(hub.seen()).allMatch(seen -> "Bearer hf_secret".equals(seen.authorization()));
    assertThat(out.toString() + err).doesNotContain("hf_secret");
  }

  @Test
  void listsWhatIsHere() {
    run("fetch", "cola");
    assertThat(run("list")).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(" {2,}", "  ")))
        .contains(
            "cola  train  8551 rows  nyu-mll/glue/cola/train.parquet",
            "cola  validation  1043 rows  nyu-mll/glue/cola/validation.parquet",
            "mrpc  train  3668 rows  not here");
  }

  @Test
  void verifiesRowsAgainstThePublishedOnes() {
    run("fetch", "cola");
    assertThat(run("verify", "cola", "mrpc")).isEqualTo(1);
    assertThat(out.toString().replaceAll(" {2,}", "  "))
        .contains(
            "cola  train  5 rows, published with 8551  hub, commit 01234567, bytes as fetched")
        .contains("mrpc  train  not here");
  }

  @Test
  void seesThatBytesHaveChanged() throws Exception {
    run("fetch", "cola");
    Path file = root().resolve("nyu-mll/glue/cola/train.parquet");
    Files.delete(file);
    Files.write(file, parquet(8551));
    assertThat(run("verify", "cola")).isEqualTo(1);
    assertThat(out.toString()).contains("8551 rows, as published").contains("bytes changed since");
  }

  @Test
  void showsExamplesAsTheModelSeesThem() {
    run("fetch", "cola");
    out.getBuffer().setLength(0);
    assertThat(run("show", "cola", "--rows", "2")).isZero();
    assertThat(out.toString())
        .contains("example 0\n")
        .contains("  text: \"Sentence \\\"0\\\"\\n goes on.\"\n  right: unacceptable\n")
        .contains("  prompt (likelihood): ");
  }

  @Test
  void saysThatBundledTasksNeedNone() {
    assertThat(run("fetch", "acceptability")).isEqualTo(2);
    assertThat(err.toString())
        .isEqualTo(
            "peftbench: task acceptability is made from org.languagetool:language-en:6.6 and needs no"
                + " data\n");
    assertThat(hub.seen()).isEmpty();
  }

  @Test
  void saysWhatIsNotThere() {
    assertThat(run("fetch", "mrpc")).isEqualTo(2);
    assertThat(err.toString())
        .contains("Unknown split 'mrpc/train'")
        .contains("Available: cola/train, cola/validation");
    assertThat(root().resolve("nyu-mll")).doesNotExist();
  }

  @Test
  void refusesUnknownTasksBeforeAskingAnybody() {
    assertThat(run("fetch", "cola", "colla")).isEqualTo(2);
    assertThat(err.toString()).contains("Unknown task 'colla'. Did you mean cola?");
    assertThat(hub.seen()).isEmpty();
  }

  private Path root() {
    return folder.resolve("data");
  }

  private int run(String command, String... arguments) {
    DataCommand data =
        new DataCommand(
            Map.of(
                "HF_ENDPOINT", hub.address().toString(),
                "HF_TOKEN", "hf_secret",
                "HF_HOME", folder.resolve("hf").toString()));
    String[] all = new String[arguments.length + 3];
    all[0] = command;
    all[1] = "--data";
    all[2] = root().toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return new CommandLine(data)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .setExecutionExceptionHandler(Complaints::thrown)
        .execute(all);
  }

  private byte[] parquet(int rows) throws IOException, SQLException {
    Path file = folder.resolve("made.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          ("COPY (SELECT 'Sentence \"' || n || '\"' || chr(10) || ' goes on.' AS sentence,"
                  + " (n %% 2)::BIGINT AS label, n::INT AS idx FROM range(%d) t(n))"
                  + " TO '%s' (FORMAT parquet)")
              .formatted(rows, file));
    }
    return Files.readAllBytes(file);
  }
}
