package org.peftbench.models.text;

import java.util.stream.IntStream;

/** Turns indices of code points, as the native tokenizer counts, into indices of a Java string. */
final class Utf16 {
  private final int[] indices; // of each code point; empty where both counts are the same

  Utf16(String text) {
    int points = text.codePointCount(0, text.length());
    indices =
        points == text.length()
            ? new int[0]
            : IntStream.rangeClosed(0, points).map(i -> text.offsetByCodePoints(0, i)).toArray();
  }

  int index(int codePoint) {
    return indices.length == 0 ? codePoint : indices[codePoint];
  }
}
