package org.peftbench.tasks.dataroot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.UserError;
import org.peftbench.results.base.hub.FakeHub;
import org.peftbench.results.base.hub.HubClient;
import org.peftbench.results.base.hub.HubProgress;
import org.peftbench.results.base.hub.HubSettings;

class SplitFetcherTest {
  private static final String CONVERTED = "refs/convert/parquet";

  private FakeHub hub;
  @TempDir private Path folder;

  @BeforeEach
  void open() throws IOException {
    hub = new FakeHub();
  }

  @AfterEach
  void close() {
    hub.close();
  }

  @Test
  void putsTheFileWhereTheDataRootHasIt() throws Exception {
    hub.with("cola/train/0000.parquet", parquet(0, 3))
        .with("cola/test/0000.parquet", parquet(3, 4));
    Path file = fetch("cola", "train", CONVERTED);
    assertThat(file).isEqualTo(root().resolve("nyu-mll/glue/cola/train.parquet"));
    assertThat(numbers(file)).containsExactly(0, 1, 2);
    assertThat(SplitFile.find(root(), "nyu-mll/glue/cola/train").path()).isEqualTo(file);
    SplitOrigin origin = SplitOrigin.of(file).orElseThrow();
    assertThat(origin)
        .isEqualTo(
            new SplitOrigin(
                "nyu-mll/glue",
                CONVERTED,
                FakeHub.COMMIT,
                List.of("cola/train/0000.parquet"),
                Files.size(file),
                Digest.of(file)));
    assertThat(origin.matches(file)).isTrue();
    assertThat(hub.seen().get(0).path())
        .isEqualTo("/api/datasets/nyu-mll/glue/revision/refs%2Fconvert%2Fparquet");
  }

  @Test
  void joinsShardsInTheirOrder() throws Exception {
    hub.with("3.0.0/train-00001-of-00002.parquet", parquet(5, 9))
        .with("3.0.0/train-00000-of-00002.parquet", parquet(0, 5))
        .with("3.0.0/validation-00000-of-00001.parquet", parquet(20, 22));
    Path file = fetch("3.0.0", "train", "main");
    assertThat(numbers(file)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertThat(left.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder("train.parquet", "train.parquet.origin.json");
    }
  }

  @Test
  void findsTheOnlyConfigurationUnderData() throws Exception {
    hub.with("data/train-00000-of-00001-0123456789abcdef.parquet", parquet(0, 2))
        .with("data/test-00000-of-00001.parquet", parquet(2, 3));
    assertThat(numbers(fetch("default", "train", "main"))).containsExactly(0, 1);
  }

  @Test
  void fetchesOnce() throws Exception {
    hub.with("cola/train/0000.parquet", parquet(0, 3));
    fetch("cola", "train", CONVERTED);
    int before = hub.seen().size();
    fetch("cola", "train", CONVERTED);
    assertThat(hub.seen()).hasSize(before);
    fetch("cola", "train", FakeHub.COMMIT); // another revision with the same bytes
    assertThat(hub.seen()).hasSize(before);
    assertThat(SplitOrigin.of(root().resolve("nyu-mll/glue/cola/train.parquet")))
        .hasValueSatisfying(origin -> assertThat(origin.revision()).isEqualTo(FakeHub.COMMIT));
  }

  @Test
  void leavesAloneWhatTheUserHasPutThere() throws Exception {
    hub.with("cola/train/0000.parquet", parquet(0, 3));
    Path own = root().resolve("nyu-mll/glue/cola/train.jsonl");
    Files.createDirectories(own.getParent());
    Files.writeString(own, "{}\n");
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> fetch("cola", "train", CONVERTED))
        .withMessageContaining("train.jsonl is there and was not fetched: remove it");
    assertThat(hub.seen()).isEmpty();
  }

  @Test
  void listsTheSplitsThereAre() throws Exception {
    hub.with("cola/train/0000.parquet", parquet(0, 3))
        .with("cola/validation/0000.parquet", parquet(0, 3))
        .with("README.md", new byte[1]);
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> fetch("cola", "valid", CONVERTED))
        .withMessageContaining("Unknown split 'cola/valid'")
        .withMessageContaining("Available: cola/train, cola/validation");
  }

  @Test
  void leavesNothingHalfWrittenWhereAShardIsNoParquet() throws Exception {
    hub.with("cola/train/0000.parquet", parquet(0, 3))
        .with("cola/train/0001.parquet", "PAR1".getBytes(StandardCharsets.UTF_8));
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> fetch("cola", "train", CONVERTED))
        .withMessageContaining("joining 2 Parquet files");
    try (Stream<Path> left = Files.list(root().resolve("nyu-mll/glue/cola"))) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void staysInsideTheDataRoot() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> fetch("..", "train", CONVERTED))
        .withMessageContaining("inside the data root");
  }

  private Path root() {
    return folder.resolve("data");
  }

  private Path fetch(String config, String split, String revision) {
    HubSettings settings = new HubSettings(hub.address(), null, folder.resolve("hub"), false);
    return new SplitFetcher(new HubClient(settings), root(), HubProgress.SILENT)
        .fetch("nyu-mll/glue", config, split, revision);
  }

  /** A file with the numbers from one up to another. */
  private byte[] parquet(int from, int to) throws IOException, SQLException {
    Path file = folder.resolve("made.parquet");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM range(%d, %d) t(number)) TO '%s' (FORMAT parquet)"
              .formatted(from, to, file));
    }
    return Files.readAllBytes(file);
  }

  private static List<Integer> numbers(Path file) throws SQLException {
    List<Integer> numbers = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT number FROM read_parquet('" + file + "')")) {
      while (rows.next()) {
        numbers.add(rows.getInt(1));
      }
    }
    return numbers;
  }
}
