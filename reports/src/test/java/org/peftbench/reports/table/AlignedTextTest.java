package org.peftbench.reports.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AlignedTextTest {
  @Test
  void cellsStandUnderEachOther() {
    AlignedText text = new AlignedText(List.of(false, true));
    text.line("method", "trained", "task");
    text.line("full", "22,565,376", "rte");
    assertThat(text.render()).isEqualTo("method     trained  task\nfull    22,565,376  rte\n");
  }

  @Test
  void lastBlanksAreLeftOutAndNoLinesAreNothing() {
    AlignedText text = new AlignedText();
    assertThat(text.render()).isEmpty();
    text.line("a", "long");
    text.line("b", "");
    assertThat(text.render()).isEqualTo("a  long\nb\n");
  }

  @Test
  void linesOfOtherLengthAreRefused() {
    AlignedText text = new AlignedText();
    text.line("a", "b");
    assertThatThrownBy(() -> text.line("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every line needs 2 cells");
  }
}
