package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.Backbone;
import org.peftbench.models.HeadKind;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.TaskDefinition;

class AdapterFilesTest {
  private static final AdapterCard CARD =
      new AdapterCard(
          new RunSpec.Backbone("tiny", "none"),
          new RunSpec.Method("lora", Json.MAPPER.createObjectNode()),
          TaskDefinition.Kind.CLASSIFICATION,
          HeadKind.SEQUENCE,
          List.of("even", "odd"),
          32,
          "float32",
          null);

  @TempDir Path folder;

  @Test
  void aTrainedAdapterAnswersTheSameAfterReloading() throws IOException {
    List<EncodedExample<Parity.Sequence>> rows = Tiny.rows(40);
    try (Backbone backbone = Tiny.backbone();
        Learner trained = Tiny.learner(backbone, "lora", 0);
        TrainLoop<Parity.Sequence> loop =
            new TrainLoop<>(
                trained, Tiny.PARITY, Tiny.protocol(5, 1, 1e-2, 0), Tiny.features(40), 1)) {
      assertThat(loop.run(step -> {})).isNull();
      try (SavedAdapter saved = SavedAdapter.save(folder, trained, CARD, false);
          Learner fresh = Tiny.learner(backbone, "lora", 0)) {
        Evaluator<Parity.Sequence, ?> evaluator = new Evaluator<>(Tiny.PARITY, 16);
        assertThat(evaluator.predict(fresh, rows)).isNotEqualTo(evaluator.predict(trained, rows));
        saved.check(trained, fresh, evaluator, rows);
        assertThat(saved.bytes())
            .isEqualTo(Files.size(folder.resolve("adapter_model.safetensors")));
      }
    }
  }

  @Test
  void writesTheFormOfPeft() throws IOException {
    try (Backbone backbone = Tiny.backbone();
        Learner learner = Tiny.learner(backbone, "lora", 0)) {
      AdapterFiles.save(folder, learner, CARD);
    }
    JsonNode config = Json.MAPPER.readTree(folder.resolve("adapter_config.json").toFile());
    assertThat(config.get("peft_type").asText()).isEqualTo("LORA");
    try (SafetensorsFile file = SafetensorsFile.open(folder.resolve("adapter_model.safetensors"))) {
      assertThat(file.names())
          .contains(
              "base_model.model.bert.encoder.layer.0.attention.self.query.lora_A.weight",
              "base_model.model.classifier.weight");
    }
  }

  @Test
  void aCardOfBeforeHeadsWereNamedHasTheOneOfItsKind() throws IOException {
    ObjectNode card = Json.MAPPER.valueToTree(CARD);
    card.remove("head");
    assertThat(Json.MAPPER.treeToValue(card, AdapterCard.class)).isEqualTo(CARD);
  }

  @Test
  void refusesTheAdapterOfAnotherMethod() throws IOException {
    try (Backbone backbone = Tiny.backbone();
        Learner lora = Tiny.learner(backbone, "lora", 0);
        Learner ia3 = Tiny.learner(backbone, "ia3", 0)) {
      AdapterFiles.save(folder, lora, CARD);
      assertThatThrownBy(() -> AdapterFiles.load(folder, ia3))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("was it saved by another method?");
    }
  }
}
