package org.peftbench.harness.train.family;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokens;
import org.peftbench.models.text.Windows;
import org.peftbench.models.text.Windows.Window;
import org.peftbench.tasks.Target;

/**
 * A question and a window of its context.
 *
 * @param first place in the input of the window's first token
 * @param starts first character in the context of each of the window's tokens
 * @param ends character behind the last one
 * @param best for each of the window's tokens, whether no other window shows more around it
 * @param start place in the input of the answer's first token; 0 if the answer is not here
 * @param end place of its last token; 0 if the answer is not here
 */
@SuppressWarnings("ArrayRecordComponent") // made once, never compared
record PassageWindow(
    Encoding input, int first, int[] starts, int[] ends, boolean[] best, int start, int end)
    implements Feature {

  /** One of the windows of a context, which is the tokens' second text. */
  static PassageWindow of(
      Tokens tokens, List<Window> windows, int index, Target.@Nullable Span answer) {
    Window window = windows.get(index);
    Tokens.Excerpt excerpt = Passages.excerpt(tokens, 1, window);
    int size = window.end() - window.begin();
    if (size == 0) { // of a context without a token
      return new PassageWindow(excerpt.encoding(), 0, new int[0], new int[0], new boolean[0], 0, 0);
    }
    int from = tokens.first(1) + window.begin();
    int first = Arrays.binarySearch(excerpt.sources(), from);
    int[] starts = Arrays.copyOfRange(tokens.starts(), from, from + size);
    int[] ends = Arrays.copyOfRange(tokens.ends(), from, from + size);
    boolean[] best = new boolean[size];
    for (int i = 0; i < size; i++) {
      best[i] = Windows.best(windows, window.begin() + i) == index;
    }
    int start = 0;
    int end = 0;
    if (answer != null && starts[0] <= answer.start() && answer.end() <= ends[size - 1]) {
      int begin = size - 1;
      while (starts[begin] > answer.start()) {
        begin--;
      }
      int last = begin;
      while (ends[last] < answer.end()) {
        last++;
      }
      start = first + begin;
      end = first + last;
    }
    return new PassageWindow(excerpt.encoding(), first, starts, ends, best, start, end);
  }

  @Override
  public List<Encoding> inputs() {
    return List.of(input);
  }
}
