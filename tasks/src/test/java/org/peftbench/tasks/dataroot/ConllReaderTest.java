package org.peftbench.tasks.dataroot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.results.base.UserError;

class ConllReaderTest {
  private static final List<Column> COLUMNS =
      List.of(Column.list("tokens"), Column.list("ner_tags"));

  @TempDir Path root;

  @Test
  void readsSentences() throws IOException {
    write(
        "s.conll",
        "-DOCSTART- -X- -X- O\n\nEU NNP B-NP B-ORG\nrejects VBZ B-VP O\n\n\n-DOCSTART-\n\u00c9a\tO\r\n",
        StandardCharsets.UTF_8);
    assertThat(rows()).containsExactly("[[EU, rejects], [B-ORG, O]]", "[[\u00c9a], [O]]");
  }

  @Test
  void readsGzip() throws IOException {
    Files.createDirectories(root.resolve("d/c"));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(root.resolve("d/c/s.conll.gz")))) {
      out.write("a O\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(rows()).containsExactly("[[a], [O]]");
  }

  @Test
  void namesTheLineOfAWordWithoutATag() throws IOException {
    write("s.conll", "a O\n\nb\n", StandardCharsets.UTF_8);
    refuses("s.conll:3: expected a word and its tag, found 'b'");
  }

  @Test
  void namesTheLineOfTextThatIsNotUtf8() throws IOException {
    write("s.conll", "a O\n\u00e9 O\n", StandardCharsets.ISO_8859_1);
    refuses("s.conll:2: the text is not UTF-8");
  }

  @Test
  void refusesAFileThatIsNotCompressed() throws IOException {
    write("s.conll.gz", "a O\n", StandardCharsets.UTF_8);
    refuses("s.conll.gz: not a gzip file");
  }

  @Test
  void refusesAFileWithoutSentences() throws IOException {
    write("s.conll", "\n-DOCSTART- O\n", StandardCharsets.UTF_8);
    refuses("s.conll has no rows");
  }

  @Test
  void givesARuleOfTheSinkTheSentencesFirstLine() throws IOException {
    write("s.conll", "a O\n\nb O\nc X\n", StandardCharsets.UTF_8);
    SplitReader reader = new SplitReader(SplitFile.find(root, "d/c/s"), COLUMNS);
    assertThatThrownBy(
            () ->
                reader.read(
                    row -> {
                      if (row.list("ner_tags").contains("X")) {
                        throw new IllegalArgumentException("X is no tag");
                      }
                    }))
        .isInstanceOf(UserError.class)
        .hasMessage(root.resolve("d/c/s.conll") + ":3: X is no tag");
  }

  @Test
  void refusesColumnsOfAnotherKindOfTask() throws IOException {
    write("s.conll", "a O\n", StandardCharsets.UTF_8);
    List<Column> texts = List.of(Column.value("text"), Column.value("label"));
    assertThatThrownBy(() -> new SplitReader(SplitFile.find(root, "d/c/s"), texts).read(row -> {}))
        .isInstanceOf(UserError.class)
        .hasMessage(
            root.resolve("d/c/s.conll") + " holds words and tags: this task asks for text, label");
  }

  private void refuses(String message) {
    assertThatThrownBy(this::rows)
        .isInstanceOf(UserError.class)
        .hasMessage(root.resolve("d/c") + "/" + message);
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    new SplitReader(SplitFile.find(root, "d/c/s"), COLUMNS)
        .read(row -> rows.add(row.cells().toString()));
    return rows;
  }

  private void write(String name, String content, Charset charset) throws IOException {
    Files.createDirectories(root.resolve("d/c"));
    Files.writeString(root.resolve("d/c").resolve(name), content, charset);
  }
}
