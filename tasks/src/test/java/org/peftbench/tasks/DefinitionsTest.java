package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.peftbench.tasks.wordnet.Synset;
import org.peftbench.tasks.wordnet.WordNet;

class DefinitionsTest {
  private static final Rows ROWS = Definitions.rows();
  private static final List<Synset> NOUNS = WordNet.nouns();
  private static final Map<String, Synset> BY_ID =
      NOUNS.stream().collect(Collectors.toMap(Synset::id, Function.identity()));

  @Test
  void rightPairsAreTheSynsetsOwnAndWrongOnesAreNot() {
    assertThat(ROWS.train())
        .allMatch(row -> Asked.text(row).equals(BY_ID.get(row.id()).words().get(0)))
        .allMatch(row -> BY_ID.get(row.id()).gloss().equals(Asked.pair(row)) == defines(row));
  }

  @Test
  void wrongGlossesAreOfTheSameSupersense() {
    Map<String, String> supersenses =
        NOUNS.stream()
            .collect(Collectors.toMap(Synset::gloss, Synset::supersense, (a, b) -> a + b));
    assertThat(ROWS.evaluation())
        .filteredOn(row -> !defines(row))
        .allSatisfy(
            row ->
                assertThat(supersenses.get(Asked.pair(row)))
                    .contains(BY_ID.get(row.id()).supersense()));
  }

  @Test
  void neitherTextAloneGivesTheAnswerAway() {
    for (List<Example> side : List.of(ROWS.train(), ROWS.evaluation())) {
      assertThat(side.stream().map(Asked::pair)).doesNotHaveDuplicates();
      assertThat(side.stream().filter(DefinitionsTest::defines).count() / (double) side.size())
          .isBetween(0.495, 0.505);
    }
  }

  @Test
  void noGlossStandsOnBothSides() {
    Set<String> train =
        ROWS.train().stream().map(row -> Texts.bare(Asked.pair(row))).collect(Collectors.toSet());
    assertThat(ROWS.evaluation()).noneMatch(row -> train.contains(Texts.bare(Asked.pair(row))));
  }

  private static boolean defines(Example row) {
    return row.target().equals(new Target.Label(1));
  }
}
