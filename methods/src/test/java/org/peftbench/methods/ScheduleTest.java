package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.models.Outline;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.outline.Outlines;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Methods with a schedule refuse settings and trainings that would leave them plain LoRA. */
class ScheduleTest {
  @TempDir Path folder;
  private TinyModel model;

  @BeforeEach
  void open() throws IOException {
    model = new TinyModel(folder, DataType.FLOAT32);
  }

  @AfterEach
  void close() {
    model.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lora-dash | {} | 100 | lora-dash config: pre_launch 100 leaves nothing of a training of 100 steps to dash: lower it or train longer
          adalora | {"warmup": 5, "cooldown": 3} | 8 | adalora config: warmup 5 and cooldown 3 ask for a training of 9 steps or more, it has 8: lower them or train longer
          deltalora | {} | 500 | deltalora config: start 500 leaves nothing of a training of 500 steps for the weights to follow: lower it or train longer
          relora | {"rank": 2} | 5001 | relora config: restart_every 5000 leaves a training of 5001 steps without a restart: lower it or train longer
          loraprune | {} | 9 | loraprune config: interval 10 has no step in the cool-down of a training of 9 steps, which would end below its sparsity: lower interval or train longer
          increlora | {} | 1000 | increlora config: its 1 rounds end at step 1000, the training has 1000: lower warmup or interval, raise top or train longer
          """)
  void refusesATrainingThatIsTooShort(String method, String config, int steps, String message)
      throws IOException {
    try (Adaptation adaptation = attach(method, config);
        AdamW optimizer = model.optimizer(adaptation)) {
      assertThatThrownBy(() -> adaptation.begin(0, steps, optimizer))
          .isInstanceOf(UserError.class)
          .hasMessage(message);
      assertThatThrownBy(() -> checkSteps(method, config, steps))
          .as("before anything is trained")
          .isInstanceOf(UserError.class)
          .hasMessage(message);
      checkSteps(method, config, steps + 1000);
      adaptation.begin(0, steps + 1000, optimizer);
    }
  }

  private void checkSteps(String method, String config, int steps) throws IOException {
    PeftMethod<?> named = PeftMethods.named(method);
    ObjectNode complete = named.complete((ObjectNode) Json.MAPPER.readTree(config));
    named.checkSteps(model.backbone, complete, steps);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lora-dash | {"pre_launch": 0} | lora-dash config: pre_launch must be >= 1, got 0
          lora-dash | {"rank": 25} | lora-dash config: rank must be <= 24, the smaller side of encoder.layer.0.attention.self.query, got 25
          lora-dash | {"directions": 25} | lora-dash config: directions must be <= 24, the smaller side of encoder.layer.0.attention.self.query, got 25
          adalora | {"init_rank": 8} | adalora config: init_rank must be > target_rank = 8, got 8
          adalora | {"beta1": 1} | adalora config: beta1 must lie in (0, 1), got 1.0
          adalora | {"init_rank": 30} | adalora config: init_rank must be <= 24, the smaller side of encoder.layer.0.attention.self.query, got 30
          dylora | {"min_rank": 9} | dylora config: rank must be >= 9, got 8
          dylora | {"evaluation_rank": 9} | dylora config: evaluation_rank must lie between min_rank 1 and rank 8, got 9
          deltalora | {"ratio": 0} | deltalora config: ratio must be > 0, got 0.0
          relora | {} | relora config: rank must be <= 24, the smaller side of encoder.layer.0.attention.self.query, got 128
          kernel-mix-lora | {"targets": ["ffn_up"]} | kernel-mix-lora config: targets must be query, key or value, got ffn_up
          kernel-mix-lora | {"head_rank": 9} | kernel-mix-lora config: head_rank must be <= 8, the width of a head of encoder.layer.0.attention.self.query, got 9
          reslora | {"structure": "input", "previous": 2} | reslora config: previous must be 1 for structure input, got 2
          reslora | {"targets": ["pooler"]} | reslora targets [pooler] have no second layer to link to in this backbone
          loraprune | {"targets": ["query"]} | loraprune config: targets must name all of query, key, value or none: heads are pruned whole, got [query]
          loraprune | {"targets": ["ffn_down"]} | loraprune config: target ffn_down needs ffn_up, got [ffn_down]
          loraprune | {"targets": ["pooler"]} | loraprune config: targets must name query, key and value, or ffn_up: there is nothing else to prune, got [pooler]
          loraprune | {"targets": ["query", "key", "value"], "sparsity": 0.3} | loraprune config: sparsity 0.3 of a layer's 3 heads or channels is less than one, so nothing would be pruned: raise it above 1/3
          loraprune | {"targets": ["ffn_up"], "sparsity": 0.02} | loraprune config: sparsity 0.02 of a layer's 40 heads or channels is less than one, so nothing would be pruned: raise it above 1/40
          increlora | {"target_rank": 1} | increlora config: target_rank must be >= 2, got 1
          galore | {"rank": 25} | galore config: rank must be <= 24, the smaller side of encoder.layer.0.attention.self.query, got 25
          """)
  void refusesWrongSettings(String method, String config, String message) {
    assertThatThrownBy(() -> attach(method, config))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lora-dash | {} | lora-dash was never told of step 100
          adalora | {} | adalora's ranks were never allocated
          relora | {"rank": 2} | relora never restarted
          loraprune | {} | loraprune never pruned encoder.0.heads
          increlora | {} | increlora's ranks were never given out
          """)
  void saysSoWhenItsPartNeverHappened(String method, String config, String message) {
    try (Adaptation adaptation = attach(method, config);
        AdamW optimizer = model.optimizer(adaptation)) {
      adaptation.begin(0, 10_000, optimizer);
      assertThatThrownBy(adaptation::decisions)
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(message);
    }
  }

  @Test
  void reportsTheRanksThatWereAllocated() {
    assertThat(
            decisions(
                "adalora",
                "{\"init_rank\": 4, \"target_rank\": 2, \"targets\": [\"value\", \"ffn_up\"]}"))
        .containsEntry("rank.total", "8")
        .containsKey("rank.encoder.layer.1.intermediate.dense")
        .containsKey("effective_parameters");
  }

  @Test
  void reportsTheRanksThatWereGivenOut() {
    assertThat(
            decisions(
                "increlora",
                "{\"warmup\": 0, \"interval\": 1, \"top\": 2, \"targets\": [\"query\", \"value\"]}"))
        .containsEntry("rank.total", "8")
        .containsEntry("effective_parameters", Integer.toString(8 * (24 + 24 + 1)));
  }

  @Test
  void reportsWhatIsLeftOfHeadsAndChannels() {
    assertThat(decisions("loraprune", "{\"interval\": 1}"))
        .containsEntry("left.encoder.0.heads", "2 of 3")
        .containsEntry("left.encoder.1.channels", "20 of 40");
  }

  /** Of three heads a third is none yet, of forty channels it is twelve. */
  @Test
  void saysWhereTooFewArePruned() {
    assertThat(decisions("loraprune", "{\"interval\": 1, \"sparsity\": 0.32}"))
        .containsEntry("left.encoder.0.heads", "3 of 3: sparsity 0.32 of them is less than one")
        .containsEntry("left.encoder.1.channels", "28 of 40");
  }

  @Test
  void doesNotPruneALoneHead() throws IOException {
    Outline falcon = Outlines.of(SmallNetwork.files("decoder/falcon")); // one key/value head
    PeftMethod<?> method = PeftMethods.named("loraprune");
    assertThatThrownBy(() -> method.cost(falcon, loraPrune("query", "key", "value")))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "loraprune config: sparsity 0.5 of a layer's 1 heads or channels is less than one,"
                + " so nothing would be pruned: add ffn_up to targets");
    assertThat(method.cost(falcon, loraPrune("query", "key", "value", "ffn_up")).trained())
        .isPositive();
  }

  private static ObjectNode loraPrune(String... targets) {
    ObjectNode overrides = Json.MAPPER.createObjectNode().put("rank", 1);
    List.of(targets).forEach(overrides.putArray("targets")::add);
    return PeftMethods.named("loraprune").complete(overrides);
  }

  private Map<String, String> decisions(String method, String config) {
    try (Adaptation adaptation = attach(method, config);
        AdamW optimizer = model.optimizer(adaptation)) {
      for (int step = 1; step <= 4; step++) {
        model.step(adaptation, optimizer, step, 4, 0, () -> {});
      }
      return adaptation.decisions();
    }
  }

  private Adaptation attach(String method, String config) {
    PeftMethod<?> registered = PeftMethods.named(method);
    try {
      ObjectNode overrides = (ObjectNode) Json.MAPPER.readTree(config);
      return registered.attach(model.backbone, registered.complete(overrides), 1);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
