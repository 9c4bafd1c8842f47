package org.peftbench.tasks.dataroot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.results.base.UserError;

class SplitReaderTest {
  @TempDir Path temporary;
  private Path root;

  @BeforeEach
  void namesTheRootWithEverythingThatDuckDbReadsMeaningInto() {
    root = temporary.resolve("it's [a] root*?");
  }

  @Test
  void readsJsonLines() throws IOException {
    assertThat(
            read(
                "jsonl",
                """
                {"label": 1, "text": "a \\"b\\" \\u00e9 \\ud83d\\ude00", "idx": [0]}

                {"text": "", "label": 2.5}
                {"text": "two\\nlines", "label": "x"}\
                """))
        .containsExactly("[a \"b\" é 😀, 1]", "[, 2.5]", "[two\nlines, x]");
  }

  @Test
  void readsCsv() throws IOException {
    assertThat(
            read(
                "csv",
                "\ufeffidx,\"text\",label\r\n0,\"a \"\"b\"\", c\",1\r\n1,\"two\nlines\",0\r\n2,NULL,1\r\n3,,0\r\n"))
        .containsExactly("[a \"b\", c, 1]", "[two\nlines, 0]", "[NULL, 1]", "[, 0]");
  }

  @Test
  void readsTsvWithQuotationMarksAsTheyStand() throws IOException {
    assertThat(read("tsv", "idx\ttext\tlabel\n0\t\"a\" b\t1\n1\t\"open, #c\\\t0\n"))
        .containsExactly("[\"a\" b, 1]", "[\"open, #c\\, 0]");
  }

  @Test
  void readsParquet() throws Exception {
    parquet("SELECT 'a ' || i AS text, i AS label, 0 AS idx FROM range(5000) t(i)");
    List<String> rows = rows();
    assertThat(rows).hasSize(5000);
    assertThat(rows.get(4999)).isEqualTo("[a 4999, 4999]");
  }

  @Test
  void namesTheRowOfAnEmptyParquetCell() throws Exception {
    parquet("SELECT unnest(['a', NULL]) AS text, 1 AS label");
    assertThatThrownBy(this::rows)
        .isInstanceOf(UserError.class)
        .hasMessage("%s row 2: column 'text' is empty", root.resolve("d/c/s.parquet"));
  }

  static List<Arguments> broken() {
    String late = "{\"text\": \"a\", \"label\": 1}\n".repeat(30_000);
    return List.of(
        Arguments.of("jsonl", "", " has no rows"),
        Arguments.of("jsonl", "\n\n", " has no rows"),
        Arguments.of(
            "jsonl",
            "{\"text\": \"a\", \"label\": 1}\n\n{\"text\": \"a\", \"lab",
            ":3: malformed JSON: unexpected end of data"),
        Arguments.of("jsonl", late + "{text}\n", ":30001: malformed JSON: unexpected character"),
        Arguments.of(
            "jsonl",
            "{\"text\": \"a\"} {}\n",
            ":1: malformed JSON: unexpected content after document"),
        Arguments.of(
            "jsonl",
            "\n{\"text\": \"\\ud83d\", \"label\": 1}\n",
            ":2: malformed JSON: no low surrogate in string"),
        Arguments.of("jsonl", "[1, 2]\n", ":1: not a JSON object"),
        Arguments.of(
            "jsonl",
            "\n{\"txt\": \"a\", \"label\": 1}\n",
            ":2: 'text' must be a text or a number; found txt, label"),
        Arguments.of(
            "jsonl",
            "{\"text\": \"a\", \"label\": null}\n",
            ":1: 'label' must be a text or a number; found text, label"),
        Arguments.of(
            "csv",
            "txt,label\na,1\n",
            " must have one column 'text': expected text, label, found txt, label"),
        Arguments.of(
            "csv",
            "text,text,label\na,b,1\n",
            " must have one column 'text': expected text, label, found text, text, label"),
        Arguments.of("csv", "text,label\na,1\nb,1,2\n", ":3: expected 2 columns, found 3"),
        Arguments.of("csv", "text,label\na,1\nb\n", ":3: expected 2 columns, found 1"),
        Arguments.of(
            "csv",
            "text,label\n" + "a,1\n".repeat(300_000) + "b\n",
            ":300002: expected 2 columns, found 1"),
        Arguments.of(
            "csv",
            "text,label\na,1\n\"b,1\n",
            ":3: a quotation mark is never closed, or text follows a closed one"),
        Arguments.of("csv", "text,label\n", " has no rows"),
        Arguments.of("tsv", "text\tlabel\na\t1\n\nb\n", ":4: expected 2 columns, found 1"),
        Arguments.of("parquet", "not one", ": File too small to be a Parquet file"),
        Arguments.of("parquet", "PAR1xxxxxxxxxxxxxxPAR1", ": Footer length error in file"));
  }

  @ParameterizedTest
  @MethodSource("broken")
  void saysInOneLineWhatIsBroken(String suffix, String content, String message) {
    assertThatThrownBy(() -> read(suffix, content))
        .isInstanceOf(UserError.class)
        .hasMessage("%s%s", root.resolve("d/c/s." + suffix), message);
  }

  @ParameterizedTest
  @MethodSource("notUtf8")
  void refusesTextThatIsNotUtf8(String suffix, String content, String message) throws IOException {
    write(suffix, content.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(this::rows)
        .isInstanceOf(UserError.class)
        .hasMessage("%s%s", root.resolve("d/c/s." + suffix), message);
  }

  static List<Arguments> notUtf8() {
    return List.of(
        Arguments.of(
            "jsonl",
            "{\"text\": \"a\", \"label\": 1}\n{\"text\": \"\u00e9\", \"label\": 1}\n",
            ":2: malformed JSON: invalid UTF-8 encoding in string"),
        Arguments.of("csv", "text,label\na,1\n\u00e9,1\n", ":3: the text is not UTF-8"));
  }

  @Test
  void givesARuleOfTheSinkFileAndLine() throws IOException {
    write("csv", "text,label\n\"a\nb\",1\nc,7\n".getBytes(StandardCharsets.UTF_8));
    SplitReader reader =
        new SplitReader(SplitFile.find(root, "d/c/s"), List.of(Column.value("label")));
    assertThatThrownBy(
            () ->
                reader.read(
                    row -> {
                      if (row.text("label").equals("7")) {
                        throw new IllegalArgumentException("label must be 0 or 1");
                      }
                    }))
        .isInstanceOf(UserError.class)
        .hasMessage("%s:4: label must be 0 or 1", root.resolve("d/c/s.csv"));
  }

  private List<String> read(String suffix, String content) throws IOException {
    write(suffix, content.getBytes(StandardCharsets.UTF_8));
    return rows();
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    int count =
        new SplitReader(
                SplitFile.find(root, "d/c/s"), List.of(Column.value("text"), Column.value("label")))
            .read(
                row ->
                    rows.add(
                        row.number(), List.of(row.text("text"), row.text("label")).toString()));
    assertThat(rows).hasSize(count);
    return rows;
  }

  private void write(String suffix, byte[] content) throws IOException {
    Files.createDirectories(root.resolve("d/c"));
    Files.write(root.resolve("d/c/s." + suffix), content);
  }

  private void parquet(String query) throws IOException, SQLException {
    Files.createDirectories(root.resolve("d/c"));
    String file = root.resolve("d/c/s.parquet").toString().replace("'", "''");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("COPY (" + query + ") TO '" + file + "' (FORMAT parquet)");
    }
  }
}
