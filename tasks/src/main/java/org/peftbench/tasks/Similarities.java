package org.peftbench.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.peftbench.tasks.wordnet.Synset;
import org.peftbench.tasks.wordnet.Taxonomy;
import org.peftbench.tasks.wordnet.WordNet;

/**
 * Pairs of nouns with their glosses, scored by Wu and Palmer's similarity times 5.
 *
 * <p>Two nouns drawn blindly are nearly always strangers. So each noun is paired with the one that
 * stands 1, 2, 4, 8, ... places further on in the taxonomy's depth-first order, the hash of its id
 * choosing among these: near and far pairs come about equally often. Only nouns of one fold are
 * paired, so that no noun stands on both sides of the split and both sides are spread alike.
 */
final class Similarities {
  private static final double BEST = 5;

  private Similarities() {}

  static Rows rows() {
    Taxonomy taxonomy = new Taxonomy(WordNet.nouns());
    List<Synset> nouns =
        Texts.distinct(taxonomy.depthFirst(), noun -> Texts.bare(noun.gloss()), Synset::gloss);
    return Rows.split(nouns, Synset::id, side -> rows(side, taxonomy));
  }

  private static List<Example> rows(List<Synset> side, Taxonomy taxonomy) {
    Map<Integer, List<Synset>> folds =
        side.stream()
            .collect(
                Collectors.groupingBy(
                    noun -> Hashes.fold(noun.id()), TreeMap::new, Collectors.toList()));
    List<Example> rows = new ArrayList<>(side.size());
    folds.values().forEach(fold -> addRows(fold, taxonomy, rows));
    return rows;
  }

  private static void addRows(List<Synset> fold, Taxonomy taxonomy, List<Example> rows) {
    int powers = Integer.SIZE - Integer.numberOfLeadingZeros(fold.size() / 2);
    for (int i = 0; i < fold.size(); i++) {
      Synset noun = fold.get(i);
      int step = 1 << (Hashes.of("similarity", noun.id()) % powers);
      Synset other = fold.get((i + step) % fold.size());
      double score = BEST * taxonomy.wuPalmer(noun, other);
      rows.add(
          new Example(
              noun.id(), new Question.Text(text(noun), text(other)), new Target.Score(score)));
    }
  }

  private static String text(Synset noun) {
    return noun.words().get(0) + ": " + noun.gloss();
  }
}
