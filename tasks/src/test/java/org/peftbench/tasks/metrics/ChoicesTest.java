package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ChoicesTest {
  static Stream<JsonNode> reference() {
    return Reference.read("choices.json").valueStream();
  }

  @ParameterizedTest
  @MethodSource("reference")
  void equalsNumPy(JsonNode row) {
    double[] likelihoods = Reference.numbers(row.get("likelihoods"));
    int[] lengths = row.get("lengths").valueStream().mapToInt(JsonNode::intValue).toArray();
    assertThat(Choices.likeliest(likelihoods)).isEqualTo(row.get("raw").intValue());
    assertThat(Choices.likeliest(Choices.byLength(likelihoods, lengths)))
        .isEqualTo(row.get("normalised").intValue());
  }

  @Test
  void referenceIsLarge() {
    assertThat(reference()).hasSizeGreaterThan(200);
    assertThat(reference().filter(row -> !row.get("raw").equals(row.get("normalised"))))
        .hasSizeGreaterThan(20);
  }

  @Test
  void anAnswerOfNoLengthCountsAsOneCharacter() {
    assertThat(Choices.byLength(new double[] {-4, -5}, new int[] {0, 5})).containsExactly(-4, -1);
  }

  @Test
  void findsTheNameThatIsMentionedFirst() {
    List<String> names = List.of("answer1", "answer2");
    assertThat(Choices.firstMentioned("not answer2 but answer1", names)).hasValue("answer2");
    assertThat(Choices.firstMentioned("", names)).isEmpty();
    assertThat(Choices.firstMentioned("answer3", names)).isEmpty();
    assertThat(Choices.firstMentioned("any", List.of())).isEmpty();
    assertThat(Choices.firstMentioned("c (b)", List.of("(a)", "(b)"))).hasValue("(b)");
    assertThat(Choices.firstMentioned("answer10", List.of("", "answer1", "answer10")))
        .hasValue("answer10");
  }

  @Test
  void refusesNoAnswers() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Choices.likeliest(new double[0]))
        .withMessage("a choice needs answers");
  }
}
