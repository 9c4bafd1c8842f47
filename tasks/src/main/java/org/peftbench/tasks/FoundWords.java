package org.peftbench.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.peftbench.tasks.wordnet.Synset;
import org.peftbench.tasks.wordnet.Taxonomy;
import org.peftbench.tasks.wordnet.WordNet;

/**
 * Small dictionaries, in each of which the one noun of a kind is to be found: {@code Which of these
 * is a kind of dipterous insect?}
 *
 * <p>A dictionary has five nouns of one supersense with their glosses, consecutive in hash order on
 * one side of the split; of these only the one in question is below the kind that is asked for. Of
 * every five questions, one has its answer taken out of the dictionary.
 */
final class FoundWords {
  private static final int ENTRIES = 5;

  /** A question for one noun in so many: dictionaries are long, and there are 80,000 nouns. */
  private static final int ONE_IN = 4;

  private final Taxonomy taxonomy;
  private final Map<String, Synset> synsets;

  private FoundWords(List<Synset> nouns) {
    taxonomy = new Taxonomy(nouns);
    synsets = nouns.stream().collect(Collectors.toMap(Synset::id, Function.identity()));
  }

  static Rows rows() {
    List<Synset> all = WordNet.nouns();
    FoundWords questions = new FoundWords(all);
    return Rows.split(
        Texts.distinct(all, noun -> Texts.bare(noun.gloss()), Synset::gloss),
        Synset::id,
        questions::rows);
  }

  private List<Example> rows(List<Synset> side) {
    List<Example> rows = new ArrayList<>();
    side.stream()
        .collect(Collectors.groupingBy(Synset::supersense, TreeMap::new, Collectors.toList()))
        .values()
        .forEach(group -> addRows(Hashes.ordered("find word", group, Synset::id), rows));
    return rows;
  }

  private void addRows(List<Synset> group, List<Example> rows) {
    for (int at = 0; at < group.size(); at += ONE_IN) {
      Synset noun = group.get(at);
      if (!noun.hypernyms().isEmpty()) {
        Synset kind = synsets.get(noun.hypernyms().get(0));
        List<Synset> others = others(group, at, kind);
        if (others.size() == ENTRIES) {
          rows.add(row(noun, kind, others));
        }
      }
    }
  }

  /** The next nouns of a group that are not of a kind. */
  private List<Synset> others(List<Synset> group, int at, Synset kind) {
    List<Synset> others = new ArrayList<>(ENTRIES);
    for (int step = 1; step < group.size() && others.size() < ENTRIES; step++) {
      Synset other = group.get((at + step) % group.size());
      if (!taxonomy.isBelow(other, kind) && !kind.id().equals(other.id())) {
        others.add(other);
      }
    }
    return others;
  }

  private static Example row(Synset noun, Synset kind, List<Synset> others) {
    long chance = Hashes.of("place", noun.id());
    // In one row of five the noun has no place.
    int place = chance % ENTRIES == 0 ? -1 : (int) (chance / ENTRIES % ENTRIES);
    StringBuilder dictionary = new StringBuilder();
    List<Target.Span> answers = new ArrayList<>(1);
    for (int i = 0; i < ENTRIES; i++) {
      Synset entry = i == place ? noun : others.get(i);
      String word = entry.words().get(0);
      dictionary.append(i == 0 ? "" : " ");
      if (i == place) {
        answers.add(new Target.Span(dictionary.length(), word));
      }
      dictionary.append(word).append(": ").append(entry.gloss()).append('.');
    }
    String question = "Which of these is a kind of " + kind.words().get(0) + "?";
    return new Example(
        noun.id(),
        new Question.Passage(question, dictionary.toString()),
        new Target.Spans(answers));
  }
}
