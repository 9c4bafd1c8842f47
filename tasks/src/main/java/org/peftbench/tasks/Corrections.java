package org.peftbench.tasks;

import java.util.List;
import java.util.Set;
import org.peftbench.results.base.Digest;
import org.peftbench.tasks.languagetool.Correction;
import org.peftbench.tasks.languagetool.GrammarFile;

/** Wrong sentences of LanguageTool's rules, each to be mended. */
final class Corrections {
  /** Errors of letter case, of typography and of dates, which a lower-casing model can't see. */
  private static final Set<String> UNSEEN =
      Set.of("CASING", "TYPOGRAPHY", "MULTITOKEN_SPELLING", "SEMANTICS");

  private Corrections() {}

  /** The corrections whose errors every model can see. */
  static List<Correction> visible() {
    return GrammarFile.english().stream()
        .filter(correction -> !UNSEEN.contains(correction.category()))
        .toList();
  }

  /** An example's id: rule and text, so that a new sentence renames no other. */
  static String id(String rule, String text) {
    return rule + "/" + Digest.of(text).substring(0, 12);
  }

  /** The wrong sentence asks for the right one; the split is by rule. */
  static Rows rows() {
    List<Correction> sentences =
        visible().stream()
            .filter(correction -> !correction.wrong().equalsIgnoreCase(correction.right()))
            .toList();
    return Rows.split(
        Texts.distinct(sentences, Correction::wrong, Correction::right),
        Correction::rule,
        side -> side.stream().map(Corrections::row).toList());
  }

  private static Example row(Correction correction) {
    return new Example(
        id(correction.rule(), correction.wrong()),
        new Question.Text(correction.wrong()),
        new Target.Answers(List.of(correction.right())));
  }
}
