package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NoteNamesTest {
  @Test
  void areWords() {
    assertThat(NoteNames.words("rows.held_out")).isEqualTo("Rows held out of train");
    assertThat(NoteNames.words("method.effective_parameters"))
        .isEqualTo("Method effective parameters");
    assertThat(NoteNames.words("...")).isEqualTo("...");
    assertThat(NoteNames.words("\u202Ex")).isEqualTo("[U+202E]x");
  }
}
