package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;

class RunsCommandTest {
  @TempDir Path root;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private RunStore store;

  @BeforeEach
  void fill() throws IOException {
    store = RunStore.at(root.resolve("runs"));
    for (long seed = 1; seed <= 2; seed++) {
      store.save(
          new RunRecord(
              RunRecord.SCHEMA,
              "lora-8",
              DummyWorker.spec(seed),
              RunStatus.SUCCEEDED,
              null,
              Instant.EPOCH,
              null,
              "accuracy",
              List.of(
                  new Metric("accuracy", 0.5, "fraction", Direction.HIGHER, Aggregation.ONCE),
                  new Metric("steps", seed, "steps", Direction.NEITHER, Aggregation.TOTAL)),
              List.of(),
              Map.of("suite", "dummy"),
              null),
          List.of());
    }
    store.save(
        RunRecord.failure(
            "lora-8", DummyWorker.spec(3), RunStatus.OUT_OF_MEMORY, "too large", Instant.EPOCH),
        List.of());
  }

  @Test
  void listsWhatTheFilterKeeps() {
    assertThat(runs("ls")).contains("out of memory", "accuracy 0.5000").endsWith("3 runs\n");
    assertThat(runs("ls", "--status=out_of_memory")).endsWith("1 runs\n").contains(id(3));
    assertThat(runs("ls", "--seed=1,2", "--method=lora")).endsWith("2 runs\n");
    assertThat(runs("ls", "--task=none")).isEqualTo("0 runs\n");
  }

  @Test
  void packsRunsIntoAFileThatIsReadLikeTheStore() {
    Path file = root.resolve("two.zip");
    assertThat(runs("pack", "--seed=1,2", file.toString())).isEqualTo(file + ": 2 runs\n");
    String before = runs("ls", "--seed=1,2");
    store = RunStore.existing(file);
    assertThat(runs("ls")).isEqualTo(before);
    assertThat(runs("show", id(1))).contains("lora-8");
  }

  @Test
  void showsAndComparesRuns() {
    assertThat(runs("show", id(3))).contains("too large", "mini", "out of memory");
    assertThat(runs("diff", id(1), id(2)))
        .startsWith("different: the curves differ, and there are no answers to test\n")
        .contains("specification, what differs:\n  seed: 1, then 2\nenvironment: the same");
  }

  @Test
  void removesByIdOrByFilterButNeverAll() throws IOException {
    assertThat(peftbench("runs", "rm", "--store=" + store.root())).isEqualTo(2);
    assertThat(err.toString()).contains("name runs to remove");
    assertThat(runs("rm", "--status=out_of_memory")).endsWith("1 removed\n");
    assertThat(runs("rm", id(1))).contains("removed " + id(1));
    assertThat(store.all()).extracting(record -> record.spec().seed()).containsExactly(2L);
    Files.createDirectories(store.folder("0123456789abcdef").resolve("checkpoints"));
    assertThat(runs("gc")).isEqualTo("removed 0123456789abcdef\n1 removed\n");
    assertThat(store.all()).hasSize(1);
  }

  @Test
  void exportsFiguresForDataFrames() throws Exception {
    Path file = root.resolve("it's/figures.parquet");
    assertThat(runs("ls", "--export=" + file)).endsWith(": 4 figures of 3 runs\n");
    try (var connection = DriverManager.getConnection("jdbc:duckdb:");
        var statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "SELECT sum(value), count(DISTINCT run) FROM read_parquet('"
                    + file.toString().replace("'", "''")
                    + "') WHERE figure = 'steps'")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getDouble(1)).isEqualTo(3);
      assertThat(rows.getInt(2)).isEqualTo(2);
    }
    Path csv = root.resolve("figures.csv");
    runs("ls", "--export=" + csv);
    assertThat(Files.readAllLines(csv)).hasSize(5).first().asString().startsWith("run,task,");
    assertThat(peftbench("runs", "ls", "--store=" + store.root(), "--export=x.txt")).isEqualTo(2);
    assertThat(err.toString()).contains("must end in .parquet or .csv");
  }

  private static String id(long seed) {
    return DummyWorker.spec(seed).id();
  }

  private String runs(String command, String... arguments) {
    out.getBuffer().setLength(0);
    String[] all = new String[arguments.length + 3];
    all[0] = "runs";
    all[1] = command;
    all[2] = "--store=" + store;
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    assertThat(peftbench(all)).as(err.toString()).isZero();
    return out.toString().replace(System.lineSeparator(), "\n");
  }

  private int peftbench(String... arguments) {
    return Main.execute(arguments, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
