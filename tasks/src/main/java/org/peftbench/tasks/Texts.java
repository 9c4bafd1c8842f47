package org.peftbench.tasks;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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
    return train.parallelStream()
        .map(row -> key(row.question()))
        .filter(asked::containsKey)
        .distinct()
        .mapToLong(asked::get)
        .sum();
  }

  /**
   * Every text once, letter case aside: of items with the same text and answer the first stays;
   * items with the same text and different answers all go.
   */
  static <T> List<T> distinct(List<T> items, Function<T, String> text, Function<T, Object> answer) {
    List<String> keys =
        items.parallelStream().map(item -> text.apply(item).toLowerCase(Locale.ROOT)).toList();
    Map<String, Object> answers = new HashMap<>();
    Set<String> done = new HashSet<>(); // ambiguous texts at first, then those taken as well
    for (int i = 0; i < keys.size(); i++) {
      Object own = answer.apply(items.get(i));
      Object known = answers.putIfAbsent(keys.get(i), own);
      if (known != null && !known.equals(own)) {
        done.add(keys.get(i));
      }
    }
    return IntStream.range(0, keys.size())
        .filter(i -> done.add(keys.get(i)))
        .mapToObj(items::get)
        .toList();
  }
}
