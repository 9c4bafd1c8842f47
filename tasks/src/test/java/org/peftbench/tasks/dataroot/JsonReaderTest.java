package org.peftbench.tasks.dataroot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.results.base.UserError;

class JsonReaderTest {
  private static final List<Column> SQUAD =
      List.of(
          Column.value("id"),
          Column.value("context"),
          Column.list("answers.text"),
          Column.list("answers.answer_start"));

  @TempDir Path root;

  @Test
  void readsSquadsOwnForm() throws IOException {
    assertThat(
            read(
                """
                {"version": "v2.0", "data": [{"title": "T", "paragraphs": [
                  {"context": "It was Ann.", "qas": [
                    {"id": "1", "question": "Who?", "is_impossible": false,
                     "answers": [{"text": "Ann", "answer_start": 7}]},
                    {"id": "2", "question": "Why?", "is_impossible": true, "answers": []}]},
                  {"context": "Ha.", "qas": []}]}]}
                """,
                SQUAD))
        .containsExactly("0 [[1], [It was Ann.], [Ann], [7]]", "1 [[2], [It was Ann.], [], []]");
  }

  @Test
  void readsAnArrayOfObjects() throws IOException {
    assertThat(
            read(
                "[{\"a\": \"x\\u00e9\", \"b\": {\"c\": [1, \"y\"]}},\n{\"b\": {\"c\": []}, \"a\": 2.5}]",
                List.of(Column.value("a"), Column.list("b.c"))))
        .containsExactly("0 [[x\u00e9], [1, y]]", "1 [[2.5], []]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {
        "[{\"a\": \"x\"}, {\"b\": 1}] | ' row 2: 'a' must be a text or a number; found b",
        "[{\"a\": [1]}] | ' row 1: 'a' must be a text or a number; found a",
        "[{\"a\": null}] | ' row 1: 'a' must be a text or a number; found a",
        "[1] | ' row 1: 'a' must be a text or a number; found ",
        "[] | ' has no rows",
        "{\"version\": 1} | ' must hold an array of objects, or SQuAD's 'data'; found version",
        "7 | ' must hold an array of objects, or SQuAD's 'data'",
        "[{\"a\": 1}, | ':1: malformed JSON: Unexpected end-of-input",
        "[{\"a\": 1} {}] | ':1: malformed JSON: Unexpected character ('{' (code 123))",
      })
  void saysWhatIsBroken(String content, String message) {
    assertThatThrownBy(() -> read(content, List.of(Column.value("a"))))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file() + message.substring(1));
  }

  @Test
  void refusesTextThatIsNotUtf8() throws IOException {
    write("[\n{\"a\": \"\u00e9\"}]".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> rows(List.of(Column.value("a"))))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith(file() + ":2: malformed JSON: Invalid UTF-8");
  }

  private Path file() {
    return root.resolve("d/c/s.json");
  }

  private List<String> read(String content, List<Column> columns) throws IOException {
    write(content.getBytes(StandardCharsets.UTF_8));
    return rows(columns);
  }

  private List<String> rows(List<Column> columns) {
    List<String> rows = new ArrayList<>();
    int count =
        new SplitReader(SplitFile.find(root, "d/c/s"), columns)
            .read(row -> rows.add(row.number() + " " + row.cells()));
    assertThat(rows).hasSize(count);
    return rows;
  }

  private void write(byte[] content) throws IOException {
    Files.createDirectories(file().getParent());
    Files.write(file(), content);
  }
}
