package org.peftbench.tasks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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
    // Evaluation rows are few: theirs are the texts that are kept.
    Map<String, Long> asked =
        evaluation.stream()
            .collect(Collectors.groupingBy(row -> key(row.question()), Collectors.counting()));
    return train.stream()
        .map(row -> asked.remove(key(row.question())))
        .filter(Objects::nonNull)
        .mapToLong(Long::longValue)
        .sum();
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
