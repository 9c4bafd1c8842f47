package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.models.weights.SafetensorsWriter;
import org.peftbench.models.weights.Tensor;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * An adapter on disk, in the form of Hugging Face peft: {@code adapter_config.json} and {@code
 * adapter_model.safetensors}, head included.
 */
final class AdapterFiles {
  private static final String WEIGHTS = "adapter_model.safetensors";
  private static final String CONFIG = "adapter_config.json";
  private static final String ROOT = "base_model.model.";

  private AdapterFiles() {}

  /** Saves adaptation, buffers and head; the bytes of the weights file. */
  static long save(Path folder, Learner learner, RunSpec spec) throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    try (Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      arrays(learner)
          .forEach(
              (name, array) ->
                  tensors.add(
                      Tensor.of(
                          name,
                          array.getDataType(),
                          array.getShape(),
                          ops.detach(array).toByteBuffer())));
      Path weights = folder.resolve(WEIGHTS);
      AtomicFile.write(
          weights, out -> SafetensorsWriter.write(out, Map.of("format", "pt"), tensors));
      AtomicFile.write(folder.resolve(CONFIG), Json.pretty(config(learner, spec)));
      return Files.size(weights);
    }
  }

  /** Puts saved values into a learner of the same spec. */
  static void load(Path folder, Learner learner) throws IOException {
    Path path = folder.resolve(WEIGHTS);
    try (SafetensorsFile file = SafetensorsFile.open(path);
        Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      Map<String, NDArray> arrays = arrays(learner);
      if (!file.names().equals(arrays.keySet())) {
        throw new UserError(
            "%s holds other tensors than this method has: was it saved by another method?", path);
      }
      arrays.forEach(
          (name, array) -> {
            if (!file.info(name).shape().equals(array.getShape())) {
              throw new UserError(
                  "%s: tensor %s has shape %s, this method has %s",
                  path, name, file.info(name).shape(), array.getShape());
            }
            try (NDArray mapped =
                ops.scope().create(file.bytes(name), array.getShape(), file.info(name).dtype())) {
              ops.assign(array, mapped);
            }
          });
    }
  }

  private static Map<String, NDArray> arrays(Learner learner) {
    String base = ROOT + learner.backbone().checkpointPrefix();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    learner.adaptation().trainables().forEach(t -> arrays.put(base + t.name(), t.array()));
    learner.adaptation().buffers().forEach((name, buffer) -> arrays.put(base + name, buffer));
    learner.headTrainables().forEach(t -> arrays.put(ROOT + t.name(), t.array()));
    return arrays;
  }

  private static Map<String, Object> config(Learner learner, RunSpec spec) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("peft_type", spec.method().name().toUpperCase(Locale.ROOT).replace('-', '_'));
    config.put("task_type", "SEQ_CLS");
    config.put("base_model_name_or_path", spec.backbone().id());
    config.put("target_modules", learner.adaptation().taps().places());
    config.put("modules_to_save", List.of("classifier"));
    config.put("peftbench", spec);
    return config;
  }
}
