package org.peftbench.harness.exchange;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.harness.suite.Hardware;
import org.peftbench.harness.train.AdapterCard;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.PeftMethods;
import org.peftbench.methods.Trainable;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.tasks.TaskDefinition.Kind;

/**
 * An adapter that nobody trained, in a folder.
 *
 * @param config what differs from the method's defaults
 */
record MadeAdapter(ModelFiles files, String method, ObjectNode config, HeadKind head) {
  /** Saves a parity fixture's values, and the tiny checkpoint's own classifier. */
  static void ofParity(ModelFiles tiny, String fixture, Path folder) throws IOException {
    JsonNode what = Json.MAPPER.readTree(TinyCheckpoint.PARITY.resolve(fixture + ".json").toFile());
    MadeAdapter made =
        new MadeAdapter(
            tiny, what.get("method").asText(), (ObjectNode) what.get("config"), HeadKind.SEQUENCE);
    try (OpenModel model = made.open();
        Ops ops = model.ops();
        SafetensorsFile values =
            SafetensorsFile.open(TinyCheckpoint.PARITY.resolve(fixture + ".safetensors"));
        SafetensorsFile checkpoint = SafetensorsFile.open(tiny.weights())) {
      Learner learner = model.learner();
      Map<String, NDArray> arrays = new HashMap<>(learner.adaptation().buffers());
      for (Trainable trainable : learner.adaptation().trainables()) {
        arrays.put(trainable.name(), trainable.array());
      }
      arrays.forEach(
          (name, array) -> {
            if (values.names().contains("adapter." + name)) {
              ops.assign(array, AdapterFiles.read(ops, values, "adapter." + name));
            }
          });
      learner
          .head()
          .parameters()
          .forEach((name, array) -> ops.assign(array, AdapterFiles.read(ops, checkpoint, name)));
      AdapterFiles.save(folder, learner, made.card());
    }
  }

  /** Saves the method's start with a wave added, so that no two of its places are alike. */
  void wavy(Path folder) throws IOException {
    try (OpenModel model = open();
        Ops ops = model.ops()) {
      for (Trainable trainable : model.learner().adaptation().trainables()) {
        NDArray array = trainable.array();
        ops.assign(array, wave(ops, array));
      }
      AdapterFiles.save(folder, model.learner(), card());
    }
  }

  /**
   * A wave around the start. Starts that are computed, DoRA's norms, differ in their last bits from
   * processor to processor; without these what is exported has one digest everywhere.
   */
  private static NDArray wave(Ops ops, NDArray start) {
    float[] values = ops.floatValues(start);
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(values[i] * 1024) / 1024f + (float) (0.25 * Math.sin(i + 1));
    }
    return ops.scope().create(values, start.getShape());
  }

  private OpenModel open() throws IOException {
    return OpenModel.fresh(files, card(), Hardware.USUAL);
  }

  private AdapterCard card() {
    return new AdapterCard(
        new RunSpec.Backbone(files.id(), files.digest()),
        new RunSpec.Method(method, PeftMethods.named(method).complete(config)),
        switch (head) {
          case TOKEN -> Kind.TAGGING;
          case SPAN -> Kind.SPAN;
          case CHOICE -> Kind.CHOICE;
          case CAUSAL_LM, SEQ2SEQ_LM -> Kind.GENERATION;
          default -> Kind.CLASSIFICATION;
        },
        head,
        head == HeadKind.SEQUENCE || head == HeadKind.TOKEN ? List.of("a", "b", "c") : List.of(),
        32,
        "float32",
        null);
  }
}
