package org.peftbench.models.text;

/**
 * How many tokens of each text stay when a pair is too long: Hugging Face's {@code longest_first}.
 *
 * <p>The longer text gives way until both are equally long, then both do. Where that leaves one
 * token over, the text that was longer keeps it, and the second one if neither was.
 *
 * @param first tokens that stay of the first text
 * @param second tokens that stay of the second text
 */
record LongestFirst(int first, int second) {

  /** Cuts two lengths down to {@code limit} together. */
  static LongestFirst of(int first, int second, int limit) {
    if (first + second <= limit) {
      return new LongestFirst(first, second);
    }
    int shorter = Math.min(Math.min(first, second), limit / 2);
    int longer = limit - shorter;
    return first > second ? new LongestFirst(longer, shorter) : new LongestFirst(shorter, longer);
  }
}
