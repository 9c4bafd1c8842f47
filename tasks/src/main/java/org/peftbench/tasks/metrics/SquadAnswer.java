package org.peftbench.tasks.metrics;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * The scores of one extracted answer, the best over all right ones.
 *
 * @param hasAnswer whether the question has a right answer at all
 * @param answered whether the model gave one
 * @param exact 1 where the answers are the same words
 * @param f1 of their words
 */
public record SquadAnswer(boolean hasAnswer, boolean answered, double exact, double f1) {
  /**
   * By version 1 of the official script. Two answers without words are the same, but share none.
   *
   * @param golds the right answers; none of them gives 0
   */
  public static SquadAnswer version1(List<String> golds, String predicted) {
    List<String> words = AnswerText.words(predicted);
    return new SquadAnswer(
        !golds.isEmpty(),
        !predicted.isEmpty(),
        best(golds.stream().map(AnswerText::words).toList(), gold -> gold.equals(words) ? 1 : 0),
        best(golds.stream().map(AnswerText::words).toList(), gold -> AnswerText.f1(gold, words)));
  }

  /**
   * By version 2 of the official script. Right answers without words don't count; where none are
   * left, an answer without words is right in both ways.
   *
   * @param golds the right answers; none for a question without one
   */
  public static SquadAnswer version2(List<String> golds, String predicted) {
    List<String> words = AnswerText.words(predicted);
    List<List<String>> worded =
        golds.stream().map(AnswerText::words).filter(gold -> !gold.isEmpty()).toList();
    boolean silentIsRight = worded.isEmpty() && words.isEmpty();
    return new SquadAnswer(
        !golds.isEmpty(),
        !predicted.isEmpty(),
        silentIsRight ? 1 : best(worded, gold -> gold.equals(words) ? 1 : 0),
        silentIsRight ? 1 : best(worded, gold -> AnswerText.f1(gold, words)));
  }

  private static double best(List<List<String>> golds, ToDoubleFunction<List<String>> score) {
    return golds.stream().mapToDouble(score).max().orElse(0);
  }
}
