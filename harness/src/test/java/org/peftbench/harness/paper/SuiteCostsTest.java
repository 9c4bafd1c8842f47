package org.peftbench.harness.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.estimate.StepEstimate;
import org.peftbench.harness.estimate.StepShape;
import org.peftbench.harness.suite.Suite;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.HeadKind;
import org.peftbench.models.outline.Outlines;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Json;

class SuiteCostsTest {
  private static final StepShape SHAPE =
      new StepShape(HeadKind.SEQUENCE, 32, 128, "float32", 0.1, false, null);

  private final SuiteCosts costs = new SuiteCosts();

  @Test
  void everyRunCountsItsStepsAtFullFineTuningsOperations() {
    SuiteCost cost = costs.of(suite("sst2", null, Map.of("epochs", 3)));

    // 67,349 rows, three times, in batches of 32
    assertThat(cost.runs()).isEqualTo(4);
    assertThat(cost.operations()).isCloseTo(4 * 6314 * step("full").operations(), within(1.0));
    assertThat(cost.fullBytes()).isEqualTo(step("full").peak());
    assertThat(cost.leanBytes()).isEqualTo(step("propulsion").peak());
    assertThat(cost.data()).containsExactly("sst2");
    assertThat(cost.checkpoints()).containsExactly("hub:FacebookAI/roberta-base");
  }

  @Test
  void capsAndStepsAreKept() {
    assertThat(costs.of(suite("sst2", 640, Map.of("epochs", 1))).operations())
        .isCloseTo(4 * 20 * step("full").operations(), within(1.0));
    assertThat(costs.of(suite("acceptability", null, Map.of("steps", 7))).operations())
        .isCloseTo(4 * 7 * step("full").operations(), within(1.0));
  }

  /** Of whatever is tried, the dearest may be chosen. */
  @Test
  void aTunedMethodCostsAsMuchAsTheDearestOfItsTries() {
    Suite plain = suite("acceptability", null, Map.of("steps", 7));
    Suite.MethodChoice longer = suite("acceptability", null, Map.of("steps", 9)).methods().get(1);
    Suite.MethodChoice own = plain.methods().get(1);
    Suite tuned =
        new Suite(
            plain.name(),
            plain.description(),
            plain.backbones(),
            plain.tasks(),
            List.of(
                new Suite.MethodChoice(
                    own.label(),
                    own.method(),
                    own.tasks(),
                    own.config(),
                    own.protocol(),
                    null,
                    List.of(longer))),
            plain.seeds(),
            new Suite.Tuning(0.2, List.of(1L), true),
            plain.threads(),
            plain.dtype(),
            null);
    // two seeds as given, two as chosen, one try
    assertThat(costs.of(tuned).operations())
        .isCloseTo(5 * 9 * step("full").operations(), within(1.0));
  }

  @Test
  void optionsOfQuestionsAreNotGuessed() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> costs.of(suite("word_choice", null, Map.of("steps", 7))))
        .withMessageContaining("word_choice");
  }

  private static StepEstimate step(String name) {
    PeftMethod<?> method = PeftMethods.named(name);
    return StepEstimate.of(
        Outlines.config("roberta-base"),
        method,
        method.complete(Json.MAPPER.createObjectNode()),
        SHAPE);
  }

  /** Two methods under two seeds. */
  private static Suite suite(String task, @Nullable Integer trainRows, Map<String, ?> settings) {
    ObjectNode protocol = Json.MAPPER.valueToTree(Protocol.DEFAULT);
    protocol.setAll(Json.MAPPER.<ObjectNode>valueToTree(settings));
    Protocol trained = Json.MAPPER.convertValue(protocol, Protocol.class);
    List<Suite.MethodChoice> methods =
        Stream.of("full", "lora")
            .map(
                name ->
                    new Suite.MethodChoice(
                        name,
                        name,
                        List.of(task),
                        PeftMethods.named(name).complete(Json.MAPPER.createObjectNode()),
                        trained,
                        null))
            .toList();
    return new Suite(
        "invented",
        "",
        List.of("hub:FacebookAI/roberta-base"),
        List.of(new Suite.TaskChoice(task, trainRows, null)),
        methods,
        List.of(1L, 2L),
        null,
        2,
        "float32",
        null);
  }
}
