package org.peftbench.tasks.wordnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TaxonomyTest {
  /*
   *            root
   *           /    \
   *         pet    beast
   *        /  \   /     \
   *     gold   dog      wolf
   *     fish    |
   *           puppy
   */
  private static final Synset ROOT = synset("root");
  private static final Synset PET = synset("pet", "root");
  private static final Synset BEAST = synset("beast", "root");
  private static final Synset GOLDFISH = synset("goldfish", "pet");
  private static final Synset DOG = synset("dog", "beast", "pet");
  private static final Synset WOLF = synset("wolf", "beast");
  private static final Synset PUPPY = synset("puppy", "dog");
  private static final Taxonomy TAXONOMY =
      new Taxonomy(List.of(ROOT, PET, BEAST, GOLDFISH, DOG, WOLF, PUPPY));

  @Test
  void goesDownMainHypernymsFirst() {
    assertThat(TAXONOMY.depthFirst()).containsExactly(ROOT, PET, GOLDFISH, BEAST, DOG, PUPPY, WOLF);
  }

  @Test
  void wuPalmerTakesTheBestCommonAncestor() {
    assertThat(TAXONOMY.wuPalmer(DOG, DOG)).isEqualTo(1);
    assertThat(TAXONOMY.wuPalmer(PUPPY, WOLF)).isCloseTo(4 / 7.0, within(1e-15)); // by beast
    assertThat(TAXONOMY.wuPalmer(PUPPY, GOLDFISH)).isCloseTo(4 / 7.0, within(1e-15)); // by pet
    assertThat(TAXONOMY.wuPalmer(PUPPY, DOG)).isCloseTo(6 / 7.0, within(1e-15));
    assertThat(TAXONOMY.wuPalmer(WOLF, GOLDFISH)).isCloseTo(2 / 6.0, within(1e-15)); // by root
    assertThat(TAXONOMY.wuPalmer(GOLDFISH, WOLF)).isEqualTo(TAXONOMY.wuPalmer(WOLF, GOLDFISH));
  }

  @Test
  void placesRealNounsAsPeopleWould() {
    List<Synset> nouns = WordNet.nouns();
    Taxonomy wordNet = new Taxonomy(nouns);
    Synset dog = find(nouns, "domestic dog");
    Synset cat = find(nouns, "house cat");
    Synset car = find(nouns, "motorcar");
    assertThat(wordNet.wuPalmer(dog, cat)).isGreaterThan(2 * wordNet.wuPalmer(dog, car));
    assertThat(wordNet.depthFirst()).hasSameSizeAs(nouns).doesNotHaveDuplicates();
  }

  @Test
  void refusesTwoRoots() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Taxonomy(List.of(ROOT, synset("other"))))
        .withMessage("a taxonomy has one root, not 2");
  }

  private static Synset find(List<Synset> nouns, String word) {
    return nouns.stream().filter(noun -> noun.hasWord(word)).findFirst().orElseThrow();
  }

  private static Synset synset(String word, String... hypernyms) {
    return new Synset(word, "animal", List.of(word), List.of(hypernyms), word);
  }
}
