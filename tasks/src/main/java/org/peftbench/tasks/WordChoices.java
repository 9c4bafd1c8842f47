package org.peftbench.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.peftbench.tasks.wordnet.Synset;
import org.peftbench.tasks.wordnet.WordNet;

/**
 * Glosses of nouns, each with four words to choose from: its own and those of three other nouns of
 * the same supersense, which follow it in hash order on its side of the split. The right one's
 * place is a matter of its hash.
 */
final class WordChoices {
  private static final int OPTIONS = 4;

  private WordChoices() {}

  static Rows rows() {
    List<Synset> nouns =
        Texts.distinct(WordNet.nouns(), noun -> Texts.bare(noun.gloss()), Synset::gloss);
    return Rows.split(nouns, Synset::id, WordChoices::rows);
  }

  private static List<Example> rows(List<Synset> side) {
    List<Example> rows = new ArrayList<>(side.size());
    side.stream()
        .collect(Collectors.groupingBy(Synset::supersense, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(kind -> addRows(Hashes.ordered("word choice", kind, Synset::id), rows));
    return rows;
  }

  private static void addRows(List<Synset> kind, List<Example> rows) {
    for (int i = 0; i < kind.size(); i++) {
      Synset noun = kind.get(i);
      List<String> options = new ArrayList<>(OPTIONS);
      for (int step = 1; step < kind.size() && options.size() < OPTIONS - 1; step++) {
        String word = word(kind.get((i + step) % kind.size()));
        if (!noun.hasWord(word) && options.stream().noneMatch(word::equalsIgnoreCase)) {
          options.add(word);
        }
      }
      if (options.size() == OPTIONS - 1) {
        int place = (int) (Hashes.of("place", noun.id()) % OPTIONS);
        options.add(place, word(noun));
        rows.add(
            new Example(
                noun.id(), new Question.Choices(noun.gloss(), options), new Target.Label(place)));
      }
    }
  }

  private static String word(Synset noun) {
    return noun.words().get(0);
  }
}
