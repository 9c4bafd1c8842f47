package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.peftbench.tasks.wordnet.Synset;
import org.peftbench.tasks.wordnet.Taxonomy;
import org.peftbench.tasks.wordnet.WordNet;

class FoundWordsTest {
  private static final Rows ROWS = FoundWords.rows();

  @Test
  void onlyTheAnswerIsOfTheKindAskedFor() {
    List<Synset> nouns = WordNet.nouns();
    Taxonomy taxonomy = new Taxonomy(nouns);
    Map<String, Synset> byId =
        nouns.stream().collect(Collectors.toMap(Synset::id, Function.identity()));
    for (Example row : ROWS.evaluation().subList(0, 50)) {
      Question.Passage asked = (Question.Passage) row.question();
      Synset noun = byId.get(row.id());
      Synset kind = byId.get(noun.hypernyms().get(0));
      assertThat(asked.question())
          .isEqualTo("Which of these is a kind of %s?", kind.words().get(0));
      List<Synset> below =
          nouns.stream()
              .filter(other -> asked.context().contains(other.gloss()))
              .filter(
                  other ->
                      asked.context().contains(other.words().get(0) + ": " + other.gloss() + "."))
              .filter(other -> taxonomy.isBelow(other, kind))
              .toList();
      List<Target.Span> answers = ((Target.Spans) row.target()).spans();
      assertThat(below).isEqualTo(answers.isEmpty() ? List.of() : List.of(noun));
      assertThat(answers).allMatch(span -> span.text().equals(noun.words().get(0)));
    }
  }

  @Test
  void oneInFiveHasNoAnswer() {
    double without =
        ROWS.train().stream()
            .filter(row -> ((Target.Spans) row.target()).spans().isEmpty())
            .count();
    assertThat(without / ROWS.train().size()).isBetween(0.18, 0.22);
    assertThat(Texts.leaks(ROWS.train(), ROWS.evaluation())).isZero();
  }
}
