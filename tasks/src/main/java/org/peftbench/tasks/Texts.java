package org.peftbench.tasks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** When two examples are the same text. */
final class Texts {
  private Texts() {}

  /** A text without case, spacing and punctuation. */
  static String bare(String text) {
    StringBuilder bare = new StringBuilder(text.length());
    String lower = text.toLowerCase(Locale.ROOT);
    for (int at = 0; at < lower.length(); ) {
      int letter = lower.codePointAt(at);
      if (Character.isLetterOrDigit(letter)) {
        bare.appendCodePoint(letter);
      }
      at += Character.charCount(letter);
    }
    return bare.toString();
  }

  /** A question's bare text, the same for a pair in either order. */
  static String key(Question question) {
    if (question instanceof Question.Words sentence) {
      return bare(String.join(" ", sentence.words()));
    }
    if (question instanceof Question.Passage passage) {
      return bare(passage.question()) + "\n" + bare(passage.context());
    }
    if (question instanceof Question.Choices choices) {
      return bare(choices.stem());
    }
    Question.Text asked = (Question.Text) question;
    String text = bare(asked.text());
    if (asked.pair() == null) {
      return text;
    }
    String pair = bare(asked.pair());
    return text.compareTo(pair) <= 0 ? text + "\n" + pair : pair + "\n" + text;
  }

  /** How many evaluation rows also stand among the training rows. */
  static long leaks(List<Example> train, List<Example> evaluation) {
    Set<String> seen = new HashSet<>();
    train.forEach(row -> seen.add(key(row.question())));
    return evaluation.stream().filter(row -> seen.contains(key(row.question()))).count();
  }

  /**
   * Every text once, letter case aside: of items with the same text and answer the first stays;
   * items with the same text and different answers all go.
   */
  static <T> List<T> distinct(List<T> items, Function<T, String> text, Function<T, Object> answer) {
    Map<String, Object> answers = new HashMap<>();
    Set<String> done = new HashSet<>(); // ambiguous texts at first, then those taken as well
    for (T item : items) {
      String key = text.apply(item).toLowerCase(Locale.ROOT);
      Object known = answers.putIfAbsent(key, answer.apply(item));
      if (known != null && !known.equals(answer.apply(item))) {
        done.add(key);
      }
    }
    return items.stream()
        .filter(item -> done.add(text.apply(item).toLowerCase(Locale.ROOT)))
        .toList();
  }
}
