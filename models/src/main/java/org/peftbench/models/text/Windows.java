package org.peftbench.models.text;

import java.util.ArrayList;
import java.util.List;

/**
 * The windows through which a text that is too long is read: each of {@code room} tokens but the
 * last, each but the first beginning {@code overlap} tokens before the end of the one before.
 *
 * @param length tokens of the text
 * @param room tokens of a window
 * @param overlap tokens that two neighbours share
 */
public record Windows(int length, int room, int overlap) {
  /** Checks that windows move on. */
  public Windows {
    if (room < 1 || overlap < 0 || overlap >= room) {
      throw new IllegalArgumentException(
          "windows of %d tokens can't overlap by %d".formatted(room, overlap));
    }
  }

  /** Tokens {@code [begin, end)} of the text. */
  public record Window(int begin, int end) {
    /** Tokens on the side of a token where fewer of the window's are. */
    int context(int token) {
      return Math.min(token - begin, end - 1 - token);
    }
  }

  /** All windows, in order; one, maybe empty, if the text fits. */
  public List<Window> all() {
    List<Window> windows = new ArrayList<>();
    int begin = 0;
    while (begin + room < length) {
      windows.add(new Window(begin, begin + room));
      begin += room - overlap;
    }
    windows.add(new Window(begin, length));
    return windows;
  }

  /** The window that shows most of what stands around a token; the first of equals. */
  public static int best(List<Window> windows, int token) {
    int best = -1;
    int most = -1;
    for (int i = 0; i < windows.size(); i++) {
      if (windows.get(i).context(token) > most) {
        best = i;
        most = windows.get(i).context(token);
      }
    }
    return best;
  }
}
