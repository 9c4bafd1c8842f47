package org.peftbench.tasks;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.peftbench.tasks.languagetool.Correction;

/**
 * Sentences whose wrong words are to be tagged: each of LanguageTool's wrong sentences, and each
 * mended one, which has no error.
 *
 * <p>The error is what differs: the words of the wrong sentence between the longest beginning and
 * the longest end that it shares with the right one. Where a word is merely missing, the error is
 * the word before which it should stand, or the last one.
 */
final class ErrorSpans {
  private static final int OUTSIDE = 0;
  private static final int BEGIN = 1;
  private static final int INSIDE = 2;

  /** A run of letters and digits, apostrophes inside; or any other character by itself. */
  private static final Pattern WORD =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['\u2019][\\p{L}\\p{M}]+)*|\\S");

  private record Sentence(String rule, List<String> words, Target.Tags tags) {
    String text() {
      return String.join(" ", words);
    }
  }

  private ErrorSpans() {}

  static Rows rows() {
    List<Sentence> sentences =
        Corrections.visible().stream()
            .flatMap(ErrorSpans::pair)
            .filter(sentence -> !sentence.words().isEmpty())
            .toList();
    return Rows.split(
        Texts.distinct(sentences, Sentence::text, Sentence::tags),
        Sentence::rule,
        side -> side.stream().map(ErrorSpans::row).toList());
  }

  private static Example row(Sentence sentence) {
    return new Example(
        Corrections.id(sentence.rule(), sentence.text()),
        new Question.Words(sentence.words()),
        sentence.tags());
  }

  private static Stream<Sentence> pair(Correction correction) {
    List<String> wrong = words(correction.wrong());
    List<String> right = words(correction.right());
    return Stream.of(
        new Sentence(correction.rule(), wrong, tags(wrong, right)),
        new Sentence(correction.rule(), right, tags(right, right)));
  }

  static List<String> words(String sentence) {
    return WORD.matcher(sentence).results().map(MatchResult::group).toList();
  }

  /** The tags of a sentence's words: begin, inside and outside of what another has otherwise. */
  static Target.Tags tags(List<String> words, List<String> right) {
    int length = words.size();
    int shorter = Math.min(length, right.size());
    int start = 0;
    while (start < shorter && words.get(start).equals(right.get(start))) {
      start++;
    }
    int tail = 0;
    while (tail < shorter - start
        && words.get(length - 1 - tail).equals(right.get(right.size() - 1 - tail))) {
      tail++;
    }
    int begin = words.equals(right) ? length : Math.min(start, length - 1);
    int end = Math.max(length - tail, begin + 1);
    return new Target.Tags(
        IntStream.range(0, length)
            .map(i -> i == begin ? BEGIN : i > begin && i < end ? INSIDE : OUTSIDE)
            .boxed()
            .toList());
  }
}
