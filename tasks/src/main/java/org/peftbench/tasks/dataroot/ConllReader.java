package org.peftbench.tasks.dataroot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.peftbench.results.base.UserError;

/**
 * Reads the columns of the CoNLL shared tasks: a word a line, its tag in the line's last column, a
 * blank line behind each sentence. The first column wanted is the words, the second the tags.
 * {@code -DOCSTART-} lines are no sentences.
 */
final class ConllReader {
  private static final String DOCUMENT = "-DOCSTART-";

  private final SplitFile file;
  private final List<Column> columns;
  private final List<String> words = new ArrayList<>();
  private final List<String> tags = new ArrayList<>();
  private int rows;

  ConllReader(SplitFile file, List<Column> columns) {
    this.file = file;
    this.columns = columns;
    if (columns.size() != 2 || !columns.stream().allMatch(Column::isList)) {
      throw new UserError(
          "%s holds words and tags: this task asks for %s",
          file.path(), columns.stream().map(Column::path).collect(Collectors.joining(", ")));
    }
  }

  /** Reads the file, one sentence at a time; the number of sentences. */
  int read(RowSink sink) {
    int number = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(file.open(), StandardCharsets.UTF_8.newDecoder()))) {
      int start = 1;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (line.isBlank()) {
          end(start, sink);
        } else if (!line.startsWith(DOCUMENT)) {
          start = words.isEmpty() ? number : start;
          add(line, number);
        }
      }
      end(start, sink);
      return rows;
    } catch (CharacterCodingException e) {
      throw new UserError("%s:%d: the text is not UTF-8", file.path(), LineNumbers.notUtf8(file))
          .withCause(e);
    } catch (IOException e) {
      throw new UserError("%s: %s", file.path(), e.getMessage()).withCause(e);
    }
  }

  private void add(String line, int number) {
    String[] fields = line.strip().split("[ \t]+", -1);
    if (fields.length < 2) {
      throw new UserError(
          "%s:%d: expected a word and its tag, found '%s'", file.path(), number, line);
    }
    words.add(fields[0]);
    tags.add(fields[fields.length - 1]);
  }

  private void end(int start, RowSink sink) {
    if (words.isEmpty()) {
      return;
    }
    try {
      sink.accept(new Row(rows++, columns, List.of(List.copyOf(words), List.copyOf(tags))));
    } catch (IllegalArgumentException e) {
      throw new UserError("%s:%d: %s", file.path(), start, e.getMessage()).withCause(e);
    }
    words.clear();
    tags.clear();
  }
}
