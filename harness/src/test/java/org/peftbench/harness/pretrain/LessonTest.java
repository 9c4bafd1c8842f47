package org.peftbench.harness.pretrain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TokenizerMaker;

class LessonTest {
  private static final int VOCABULARY = 50;
  private static final List<long[]> ROWS =
      List.of(
          new long[] {0, 11, 12, 13, 14, 15, 16, 17, 18, 2},
          new long[] {0, 21, 22, 23, 2},
          new long[] {0, 31, 32, 33, 34, 35, 36, 2});

  @Test
  void causalAsksForEveryNextToken() {
    Lesson lesson = ask(Recipe.Kind.CAUSAL);

    assertThat(lesson.read().get(1).ids()).containsExactly(0, 21, 22, 23);
    assertThat(lesson.answers()).hasSize(9 + 4 + 7).startsWith(11, 12, 13);
    // rows are padded to nine tokens
    assertThat(lesson.places()).startsWith(0, 1, 2).contains(9, 18).doesNotContain(13, 14);
    assertThat(lesson.places()).hasSameSizeAs(lesson.answers());
  }

  @Test
  void denoisingAsksForTheWholeText() {
    Lesson lesson = ask(Recipe.Kind.DENOISING);

    assertThat(lesson.answers()).hasSize(10 + 5 + 8).endsWith(36, 2);
    assertThat(lesson.written().get(1).ids()).containsExactly(2, 0, 21, 22, 23);
    for (int row = 0; row < ROWS.size(); row++) {
      Encoding read = lesson.read().get(row);
      assertThat(read.length()).isLessThanOrEqualTo(ROWS.get(row).length);
      assertThat(read.ids()).startsWith(0).endsWith(2);
    }
    assertThat(lesson.read().stream().flatMapToLong(e -> Arrays.stream(e.ids())))
        .contains((long) TokenizerMaker.MASK);
  }

  @Test
  void maskedAsksForWhatStoodThere() {
    Lesson lesson = ask(Recipe.Kind.MASKED);

    assertThat(lesson.places()).isNotEmpty();
    for (int i = 0; i < lesson.places().length; i++) {
      int row = (int) lesson.places()[i] / 10;
      int place = (int) lesson.places()[i] % 10;
      assertThat(lesson.answers()[i]).isEqualTo(ROWS.get(row)[place]).isGreaterThan(4);
    }
    assertThat(lesson.read()).extracting(Encoding::length).containsExactly(10, 5, 8);
  }

  private static Lesson ask(Recipe.Kind kind) {
    return Lesson.of(kind, ROWS, VOCABULARY, new Random(3));
  }
}
