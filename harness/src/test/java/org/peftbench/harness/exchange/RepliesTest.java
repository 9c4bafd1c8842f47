package org.peftbench.harness.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.models.HeadKind;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.TaskDefinition.Kind;

class RepliesTest {
  @Test
  void aTextHasALabelAndScores() {
    Replies replies = replies(Kind.CLASSIFICATION, HeadKind.SEQUENCE, "no", "yes");
    Map<String, ?> said = replies.to(new double[] {0, Math.log(3)});
    assertThat(said).containsKey("scores").extractingByKey("label").isEqualTo("yes");
    assertThat(replies.logits(new double[] {1, 2})).isEqualTo(new double[] {1, 2});
  }

  @Test
  void eachTokenHasTheLabelOfItsLargestLogit() {
    Replies replies = replies(Kind.TAGGING, HeadKind.TOKEN, "O", "B", "I");
    double[] outputs = {0, 2, 1, 5, 2, 1, -3, -2, -1};
    assertThat(replies.to(outputs)).isEqualTo(Map.of("labels", List.of("B", "O", "I")));
    assertThat(Json.canonical(replies.logits(outputs)))
        .isEqualTo("[[0.0,2.0,1.0],[5.0,2.0,1.0],[-3.0,-2.0,-1.0]]");
    assertThat(Json.canonical(replies.logits(new double[] {0, 2, 1})))
        .as("one token is still a list of one")
        .isEqualTo("[[0.0,2.0,1.0]]");
  }

  @Test
  void aSpanEndsNowhereBeforeItStarts() {
    Replies replies = replies(Kind.SPAN, HeadKind.SPAN);
    // start, end: the best end, 9, stands before the best start, 8
    double[] outputs = {1, 9, 8, 0, 2, 3, 0, 1};
    assertThat(replies.to(outputs)).isEqualTo(Map.of("start", 1, "end", 2, "score", 11.0));
  }

  @Test
  void aChoiceHasAScore() {
    assertThat(replies(Kind.CHOICE, HeadKind.CHOICE).to(new double[] {-1.5}))
        .isEqualTo(Map.of("score", -1.5));
  }

  private static Replies replies(Kind kind, HeadKind head, String... labels) {
    AdapterCard card =
        new AdapterCard(
            new RunSpec.Backbone("b", "0"),
            new RunSpec.Method("lora", Json.MAPPER.createObjectNode()),
            kind,
            head,
            List.of(labels),
            32,
            "float32",
            null);
    return new Replies(card, card.outputs());
  }
}
