package org.peftbench.tasks;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.peftbench.results.base.Digest;
import org.peftbench.tasks.languagetool.Correction;
import org.peftbench.tasks.languagetool.GrammarFile;

/**
 * Wrong sentences of LanguageTool's rules and the same sentences mended.
 *
 * <p>Pairs, and not the file's own right sentences: those are longer and from other texts, so that
 * their length alone would tell them from the wrong ones. Split by rule, so that a pair, and every
 * other sentence about the same error, stays on one side.
 */
final class Acceptability {
  /** Errors of letter case, of typography and of dates, which a lower-casing model can't see. */
  private static final Set<String> UNSEEN =
      Set.of("CASING", "TYPOGRAPHY", "MULTITOKEN_SPELLING", "SEMANTICS");

  private record Sentence(String rule, String text, Target target) {
    static Stream<Sentence> pair(Correction correction) {
      return Stream.of(
          new Sentence(correction.rule(), correction.wrong(), new Target.Label(0)),
          new Sentence(correction.rule(), correction.right(), new Target.Label(1)));
    }

    /** Named by rule and text, so that a new sentence renames no other. */
    Example example() {
      return new Example(
          rule + "/" + Digest.of(text).substring(0, 12), new Question.Text(text), target);
    }
  }

  private Acceptability() {}

  static Rows rows() {
    List<Sentence> sentences =
        GrammarFile.english().stream()
            .filter(correction -> !UNSEEN.contains(correction.category()))
            .flatMap(Sentence::pair)
            .toList();
    return Rows.split(
        Texts.distinct(sentences, Sentence::text, Sentence::target),
        Sentence::rule,
        side -> side.stream().map(Sentence::example).toList());
  }
}
