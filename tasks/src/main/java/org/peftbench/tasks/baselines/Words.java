package org.peftbench.tasks.baselines;

import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.peftbench.tasks.Question;

/** The words of texts: lower-cased runs of letters and digits. */
final class Words {
  private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+");
  private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+");

  private Words() {}

  static List<String> of(String text) {
    return WORD.matcher(text.toLowerCase(Locale.ROOT)).results().map(MatchResult::group).toList();
  }

  static List<String> sentences(String text) {
    return SENTENCE_END.splitAsStream(text).toList();
  }

  /** All words of a question. */
  static List<String> of(Question question) {
    if (question instanceof Question.Words sentence) {
      return sentence.words();
    }
    if (question instanceof Question.Passage passage) {
      return of(passage.question());
    }
    if (question instanceof Question.Choices choices) {
      return of(choices.stem());
    }
    Question.Text text = (Question.Text) question;
    return text.pair() == null ? of(text.text()) : of(text.text() + "\n" + text.pair());
  }

  /** How many of the first words, each once, are among the others. */
  static long shared(List<String> words, List<String> others) {
    return words.stream().distinct().filter(others::contains).count();
  }
}
