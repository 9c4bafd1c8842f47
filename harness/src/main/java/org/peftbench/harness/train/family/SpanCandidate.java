package org.peftbench.harness.train.family;

/**
 * A part of a context that may be the answer.
 *
 * @param start its first character
 * @param end the character behind its last
 * @param score of its first and its last token together
 */
record SpanCandidate(int start, int end, double score) {
  String text(String context) {
    return context.substring(start, end);
  }
}
