package org.peftbench.tasks.metrics;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Short answers compared as the SQuAD scripts compare them (Rajpurkar et al. 2016, arXiv
 * 1606.05250; 2018, arXiv 1806.03822): without letter case, ASCII punctuation, articles and extra
 * white space.
 *
 * <p>What a letter and what white space is, is said here as Python says it: Java's own classes
 * differ in combining marks and separators.
 */
final class AnswerText {
  private static final Pattern PUNCTUATION = Pattern.compile("[!-/:-@\\[-`{-~]");
  private static final Pattern ARTICLE =
      Pattern.compile("(?<![\\p{L}\\p{N}_])(?:an?|the)(?![\\p{L}\\p{N}_])");
  private static final Pattern SPACE =
      Pattern.compile(
          "[\\t-\\r\\x1c- \\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+");

  private AnswerText() {}

  /** The words that count. */
  static List<String> words(String answer) {
    String bare = PUNCTUATION.matcher(answer.toLowerCase(Locale.ROOT)).replaceAll("");
    return Arrays.stream(SPACE.split(ARTICLE.matcher(bare).replaceAll(" ")))
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /**
   * F1 of the words that two answers share, each as often as both have it; 0 if they share none.
   */
  static double f1(List<String> gold, List<String> predicted) {
    Map<String, Integer> left = new HashMap<>();
    gold.forEach(word -> left.merge(word, 1, Integer::sum));
    double shared =
        predicted.stream().filter(word -> left.merge(word, -1, Integer::sum) >= 0).count();
    return shared == 0 ? 0 : 2 * shared / (gold.size() + predicted.size());
  }
}
