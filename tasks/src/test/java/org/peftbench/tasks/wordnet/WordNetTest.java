package org.peftbench.tasks.wordnet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordNetTest {
  @Test
  void parsesALine() {
    Synset noun =
        WordNet.parse(
            "02137000 05 n 0a flying_fox 0 b 0 c 0 d 0 e 0 f 0 g 0 h 0 i 0 j 2 004 @ 00000002 n 0000"
                + " + 00000007 v 0101 @i 00000003 n 0000 ~ 00000004 n 0000"
                + " | a large bat; eats fruit; \"a flying fox in a tree\"; \"another\"  ");
    assertThat(noun)
        .isEqualTo(
            new Synset(
                "n02137000",
                "animal",
                List.of("flying fox", "b", "c", "d", "e", "f", "g", "h", "i", "j"),
                List.of("n00000002", "n00000003"),
                "a large bat; eats fruit"));
    assertThat(noun.hasWord("Flying Fox")).isTrue();
    assertThat(noun.hasWord("bat")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '/',
      value = {
        "a thing   / a thing",
        "a thing; a part of it; \"it is\" / a thing; a part of it",
        "the \"so-called\" thing / the \"so-called\" thing",
      })
  void cutsExamplesOff(String gloss, String definition) {
    assertThat(WordNet.definition(gloss)).isEqualTo(definition);
  }

  @Test
  void readsAllNouns() {
    List<Synset> nouns = WordNet.nouns();
    assertThat(nouns).hasSize(82_192).doesNotHaveDuplicates();
    assertThat(nouns.stream().map(Synset::supersense).distinct()).hasSize(26);
    assertThat(nouns.stream().filter(noun -> noun.hypernyms().isEmpty()))
        .singleElement()
        .satisfies(root -> assertThat(root.words()).containsExactly("entity"));
    assertThat(nouns)
        .allSatisfy(noun -> assertThat(noun.gloss()).isNotBlank().doesNotContain("; \""));
  }
}
