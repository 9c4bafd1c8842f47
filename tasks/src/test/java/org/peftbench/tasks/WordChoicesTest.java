package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.peftbench.tasks.wordnet.Synset;
import org.peftbench.tasks.wordnet.WordNet;

class WordChoicesTest {
  private static final Rows ROWS = WordChoices.rows();
  private static final Map<String, Synset> BY_ID =
      WordNet.nouns().stream().collect(Collectors.toMap(Synset::id, Function.identity()));

  @Test
  void onlyTheRightOptionIsAWordOfTheMeaning() {
    assertThat(ROWS.evaluation())
        .hasSizeGreaterThan(7000)
        .allSatisfy(
            row -> {
              Question.Choices asked = (Question.Choices) row.question();
              Synset noun = BY_ID.get(row.id());
              int right = ((Target.Label) row.target()).index();
              assertThat(asked.options()).hasSize(4).doesNotHaveDuplicates();
              assertThat(asked.stem()).isEqualTo(noun.gloss());
              for (int i = 0; i < 4; i++) {
                assertThat(noun.hasWord(asked.options().get(i))).isEqualTo(i == right);
              }
            });
  }

  @Test
  void everyPlaceIsRightEquallyOften() {
    Map<Target, Long> places =
        ROWS.train().stream()
            .collect(Collectors.groupingBy(Example::target, Collectors.counting()));
    assertThat(places.values())
        .hasSize(4)
        .allMatch(count -> Math.abs(count / (double) ROWS.train().size() - 0.25) < 0.01);
  }

  @Test
  void noGlossStandsOnBothSides() {
    assertThat(Texts.leaks(ROWS.train(), ROWS.evaluation())).isZero();
    assertThat(List.of(ROWS.train().size(), ROWS.evaluation().size())).doesNotContain(0);
  }
}
