package org.peftbench.tasks;

import java.util.List;
import org.peftbench.tasks.wordnet.Synset;
import org.peftbench.tasks.wordnet.WordNet;

/**
 * Glosses of nouns, each with its lexicographer file.
 *
 * <p>Without {@code Tops}: its 51 synsets are the top of the taxonomy, of every kind, and no kind
 * of their own.
 */
final class Supersenses {
  private Supersenses() {}

  static Rows rows(List<String> labels) {
    List<Synset> nouns =
        WordNet.nouns().stream().filter(noun -> !noun.supersense().equals("Tops")).toList();
    return Rows.split(
        Texts.distinct(nouns, Synset::gloss, Synset::supersense),
        Synset::id,
        side -> side.stream().map(noun -> row(noun, labels)).toList());
  }

  private static Example row(Synset noun, List<String> labels) {
    int label = labels.indexOf(noun.supersense());
    return new Example(noun.id(), new Question.Text(noun.gloss()), new Target.Label(label));
  }
}
