package org.peftbench.tasks;

import java.util.List;
import java.util.stream.Stream;
import org.peftbench.tasks.languagetool.Correction;

/**
 * Wrong sentences of LanguageTool's rules and the same sentences mended.
 *
 * <p>Pairs, and not the file's own right sentences: those are longer and from other texts, so that
 * their length alone would tell them from the wrong ones. Split by rule, so that a pair, and every
 * other sentence about the same error, stays on one side.
 */
final class Acceptability {
  private record Sentence(String rule, String text, Target target) {
    static Stream<Sentence> pair(Correction correction) {
      return Stream.of(
          new Sentence(correction.rule(), correction.wrong(), new Target.Label(0)),
          new Sentence(correction.rule(), correction.right(), new Target.Label(1)));
    }

    Example example() {
      return new Example(Corrections.id(rule, text), new Question.Text(text), target);
    }
  }

  private Acceptability() {}

  static Rows rows() {
    List<Sentence> sentences = Corrections.visible().stream().flatMap(Sentence::pair).toList();
    return Rows.split(
        Texts.distinct(sentences, Sentence::text, Sentence::target),
        Sentence::rule,
        side -> side.stream().map(Sentence::example).toList());
  }
}
