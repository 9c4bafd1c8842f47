package org.peftbench.models.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.peftbench.models.text.Windows.Window;

class WindowsTest {
  @Test
  void coverATextWithOverlaps() {
    assertThat(new Windows(10, 4, 2).all())
        .containsExactly(new Window(0, 4), new Window(2, 6), new Window(4, 8), new Window(6, 10));
    assertThat(new Windows(9, 4, 1).all())
        .containsExactly(new Window(0, 4), new Window(3, 7), new Window(6, 9));
    assertThat(new Windows(4, 4, 2).all()).containsExactly(new Window(0, 4));
    assertThat(new Windows(0, 4, 2).all()).containsExactly(new Window(0, 0));
  }

  @Test
  void theBestOneShowsMostAround() {
    List<Window> windows = new Windows(10, 4, 2).all();
    assertThat(IntStream.range(0, 10).map(token -> Windows.best(windows, token)).toArray())
        .containsExactly(0, 0, 0, 1, 1, 2, 2, 3, 3, 3);
  }

  @Test
  void mustMoveOn() {
    assertThatThrownBy(() -> new Windows(9, 2, 2)).hasMessageContaining("can't overlap by 2");
  }
}
