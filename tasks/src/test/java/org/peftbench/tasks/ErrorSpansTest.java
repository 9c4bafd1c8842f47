package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorSpansTest {
  private static final Rows ROWS = ErrorSpans.rows();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I am agree .          | I agree .             | 0 1 0 0", // one word too many
        "I have went there .   | I went there .        | 0 1 0 0 0",
        "I has been there .    | I have been there .   | 0 1 0 0 0",
        "He do not likes it .  | He does not like it . | 0 1 2 2 0 0",
        "I want go .           | I want to go .        | 0 0 1 0", // one is missing
        "I want                | I want to             | 0 1",
        "a a b                 | a b                   | 0 1 0",
        "a                     | b                     | 1",
        "I agree .             | I agree .             | 0 0 0",
      })
  void tagsWhatDiffers(String wrong, String right, String tags) {
    assertThat(ErrorSpans.tags(split(wrong), split(right)).indices())
        .isEqualTo(split(tags).stream().map(Integer::valueOf).toList());
  }

  @Test
  void cutsWords() {
    assertThat(ErrorSpans.words("It's \u201cO'Neill\u2019s\u201d 3.5-page na\u00efve,  isn't it?"))
        .containsExactly(
            "It's",
            "\u201c",
            "O'Neill\u2019s",
            "\u201d",
            "3",
            ".",
            "5",
            "-",
            "page",
            "na\u00efve",
            ",",
            "isn't",
            "it",
            "?");
  }

  @Test
  void halfOfTheSentencesHaveOneError() {
    long wrong = ROWS.train().stream().map(ErrorSpansTest::tags).filter(t -> t.contains(1)).count();
    assertThat(wrong / (double) ROWS.train().size()).isBetween(0.48, 0.52);
    assertThat(ROWS.train())
        .map(ErrorSpansTest::tags)
        .allMatch(tags -> tags.stream().filter(tag -> tag == 1).count() <= 1);
    assertThat(Texts.leaks(ROWS.train(), ROWS.evaluation())).isZero();
  }

  private static List<Integer> tags(Example row) {
    return ((Target.Tags) row.target()).indices();
  }

  private static List<String> split(String words) {
    return Arrays.stream(words.split(" ", -1)).collect(Collectors.toList());
  }
}
