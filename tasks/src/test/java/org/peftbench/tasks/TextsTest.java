package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TextsTest {
  @Test
  void bareTextHasLettersAndDigitsOnly() {
    assertThat(Texts.bare(" It's 5\tÉTÉS, \ud801\udc00 ok! ")).isEqualTo("its5étés\ud801\udc28ok");
  }

  @Test
  void countsEvaluationRowsThatStandInTrain() {
    List<Example> train = List.of(row("A dog.", null), row("One", "two"), row("a", "b"));
    List<Example> evaluation =
        List.of(
            row("a DOG", null), // but for case and punctuation
            row("A dog .", null), // once more, counted once more
            row("two!", "one"), // the other way round
            row("ab", null), // no pair
            row("A cat.", null));
    assertThat(Texts.leaks(train, evaluation)).isEqualTo(3);
  }

  @Test
  void distinctKeepsTheFirstAndDropsTheAmbiguous() {
    record Item(String text, int answer) {}
    List<Item> items =
        List.of(
            new Item("a", 1),
            new Item("A", 1),
            new Item("b", 1),
            new Item("c", 1),
            new Item("B", 2),
            new Item("b", 1));
    assertThat(Texts.distinct(items, Item::text, Item::answer))
        .containsExactly(new Item("a", 1), new Item("c", 1));
  }

  private static Example row(String text, @Nullable String pair) {
    return new Example(text, new Question.Text(text, pair), new Target.Label(0));
  }
}
