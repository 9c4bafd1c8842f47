package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.Backbone;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
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

  /** Bytes that a thread ever took from the heap only grow, whatever a collector does meanwhile. */
  @Test
  void writesArraysThatTheHeapNeedNotHold() throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      for (String name : List.of("a", "b", "c", "d")) {
        arrays.put(name, manager.ones(new Shape(1 << 11, 1 << 10)));
      }
      long one = arrays.get("a").size() * Float.BYTES; // 8 MiB
      Path file = folder.resolve("arrays.safetensors");
      long before = threads.getCurrentThreadAllocatedBytes();
      AdapterFiles.writeTensors(file, ops, arrays);
      assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(one);
      assertThat(Files.size(file)).isGreaterThan(4 * one);
      assertThat(ops.scope().getManagedArrays()).isEmpty();
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
