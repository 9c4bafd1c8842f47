package org.peftbench.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.peftbench.tasks.wordnet.Synset;
import org.peftbench.tasks.wordnet.WordNet;

/**
 * Nouns, each with its own gloss or that of another noun of the same supersense.
 *
 * <p>On each side of the split and in each supersense, one half of the nouns (in hash order) keep
 * their glosses, and in the other half each takes the next one's. So every noun and every gloss
 * stands once, in a right or a wrong pair by chance alone: neither text by itself gives the answer
 * away, and no gloss stands on both sides.
 */
final class Definitions {
  private static final Target OTHER = new Target.Label(0);
  private static final Target DEFINES = new Target.Label(1);

  private Definitions() {}

  static Rows rows() {
    List<Synset> nouns =
        Texts.distinct(WordNet.nouns(), noun -> Texts.bare(noun.gloss()), Synset::gloss);
    return Rows.split(nouns, Synset::id, Definitions::rows);
  }

  private static List<Example> rows(List<Synset> side) {
    List<Example> rows = new ArrayList<>(side.size());
    side.stream()
        .collect(Collectors.groupingBy(Synset::supersense, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(kind -> addRows(Hashes.ordered("definition", kind, Synset::id), rows));
    return rows;
  }

  private static void addRows(List<Synset> kind, List<Example> rows) {
    int half = (kind.size() + 1) / 2;
    for (Synset noun : kind.subList(0, half)) {
      rows.add(row(noun, noun.gloss(), DEFINES));
    }
    List<Synset> others = kind.subList(half, kind.size());
    for (int i = 0; i < others.size(); i++) {
      Synset noun = others.get(i);
      Synset next = others.get((i + 1) % others.size());
      // A word may have the next meaning as well, and one left alone is its own next.
      if (!next.hasWord(noun.words().get(0))) {
        rows.add(row(noun, next.gloss(), OTHER));
      }
    }
  }

  private static Example row(Synset noun, String gloss, Target target) {
    return new Example(noun.id(), new Question.Text(noun.words().get(0), gloss), target);
  }
}
