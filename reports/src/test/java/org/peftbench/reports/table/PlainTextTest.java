package org.peftbench.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {
  @Test
  void showsWhatWouldHideOrTurn() {
    assertThat(PlainText.of("a\u202Eb\u200Bc")).isEqualTo("a[U+202E]b[U+200B]c");
    assertThat(PlainText.of("\u001B[31mred\r\nnext\u2028line")).isEqualTo(" [31mred next line");
    assertThat(PlainText.json("{\"a\u202E\": 1}\n")).isEqualTo("{\"a\\u202e\": 1}\n");
    assertThat(PlainText.of("größer, 更大")).isEqualTo("größer, 更大");
  }
}
