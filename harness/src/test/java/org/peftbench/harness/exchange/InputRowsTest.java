package org.peftbench.harness.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.outline.Outlines;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.base.UserError;

class InputRowsTest {
  private static final int MOST = 6;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void writeAShortAndALongRow() throws IOException {
    file = folder.resolve("rows.jsonl");
    Files.writeString(
        file, "{\"text\": \"the dog\"}\n{\"text\": \"the dog the dog the dog\", \"id\": \"x\"}\n");
  }

  @Test
  void longTextsAreCutWhereTheyAreInTraining() throws IOException {
    assertThat(read(true)).extracting(row -> row.encoding().length()).containsExactly(4, MOST);
  }

  @Test
  void longTextsAreRefusedWhereTheAnswerGoesOnFromTheirEnd() {
    assertThatExceptionOfType(UserError.class)
        .isThrownBy(() -> read(false))
        .withMessage(
            file
                + ":2: text of 8 tokens is longer than the 6 that the model can read and still"
                + " answer: shorten it");
  }

  private List<InputRow> read(boolean cuts) throws IOException {
    ModelFiles files = TinyCheckpoint.write(folder.resolve("model"), config -> config);
    try (Tokenizer tokenizer = Tokenizer.open(files)) {
      return new InputRows(file, tokenizer, Outlines.of(files), MOST, cuts).read();
    }
  }
}
