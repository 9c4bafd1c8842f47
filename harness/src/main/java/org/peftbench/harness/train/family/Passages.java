package org.peftbench.harness.train.family;

import java.util.Arrays;
import java.util.List;
import org.peftbench.models.text.Tokens;
import org.peftbench.models.text.Windows;
import org.peftbench.models.text.Windows.Window;

/** Texts that are longer than an input may be, and the windows that they are read through. */
final class Passages {
  private Passages() {}

  /**
   * The windows of one of the texts, each of at most {@code room} of its tokens.
   *
   * @param overlap tokens that neighbours share, where half a window is not less
   */
  static List<Window> windows(Tokens tokens, int sequence, int room, int overlap) {
    return new Windows(tokens.count(sequence), room, Math.min(overlap, room / 2)).all();
  }

  /** The same tokens with at most {@code most} of one of the texts', its first. */
  static Tokens firstOf(Tokens tokens, int sequence, int most) {
    if (tokens.count(sequence) <= most) {
      return tokens;
    }
    int[] sources = excerpt(tokens, sequence, new Window(0, most)).sources();
    return new Tokens(
        pick(tokens.ids(), sources),
        pick(tokens.typeIds(), sources),
        pick(tokens.sequences(), sources),
        pick(tokens.starts(), sources),
        pick(tokens.ends(), sources));
  }

  private static int[] pick(int[] values, int[] places) {
    return Arrays.stream(places).map(place -> values[place]).toArray();
  }

  /** An input of all tokens but those of one text that stand outside a window of it. */
  static Tokens.Excerpt excerpt(Tokens tokens, int sequence, Window window) {
    int[] next = {0}; // of the text's tokens
    return tokens.keep(
        i -> {
          if (tokens.sequences()[i] != sequence) {
            return true;
          }
          int index = next[0]++;
          return index >= window.begin() && index < window.end();
        });
  }
}
