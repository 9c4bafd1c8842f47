package org.peftbench.harness.train.family;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.peftbench.models.text.Tokens;

/** A sentence's words as one text with blanks between them, and which tokens are whose. */
final class Words {
  private final String text;
  private final int[] starts; // of each word
  private final int[] ends;

  Words(List<String> words) {
    text = String.join(" ", words);
    starts = new int[words.size()];
    ends = new int[words.size()];
    int at = 0;
    for (int word = 0; word < starts.length; word++) {
      starts[word] = at;
      ends[word] = at + words.get(word).length();
      at = ends[word] + 1;
    }
  }

  String text() {
    return text;
  }

  /** The first token of each word; -1 for a word that the tokenizer leaves nothing of. */
  int[] firstTokens(Tokens tokens) {
    int[] first = new int[starts.length];
    Arrays.fill(first, -1);
    IntUnaryOperator owner = token -> owner(tokens.starts()[token], tokens.ends()[token]);
    for (int token = 0; token < tokens.length(); token++) {
      if (tokens.sequences()[token] == 0) {
        int word = owner.applyAsInt(token);
        if (first[word] < 0) {
          first[word] = token;
        }
      }
    }
    return first;
  }

  /**
   * The word that a token is a piece of. A token that begins with the blank before a word, or is
   * that blank, is the word's.
   */
  private int owner(int start, int end) {
    int last = Math.max(start, end - 1); // its last character
    int found = Arrays.binarySearch(starts, last);
    int word = found >= 0 ? found : -found - 2;
    return last >= ends[word] && word + 1 < starts.length ? word + 1 : word;
  }
}
