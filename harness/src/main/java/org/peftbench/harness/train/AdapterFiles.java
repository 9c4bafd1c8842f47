package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.models.weights.SafetensorsWriter;
import org.peftbench.models.weights.Tensor;
import org.peftbench.results.base.AtomicFile;
import org.peftbench.results.base.Digest;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * An adapter on disk: {@code adapter_config.json} and {@code adapter_model.safetensors}, head
 * included. Files and names are those of Hugging Face peft; what peft has no word for, all that a
 * method remembers, is kept the same way.
 */
public final class AdapterFiles {
  /** File of the tensors. */
  public static final String WEIGHTS = "adapter_model.safetensors";

  /** File of the settings. */
  public static final String CONFIG = "adapter_config.json";

  private static final String ROOT = "base_model.model.";
  private static final String CARD = "peftbench";

  private AdapterFiles() {}

  /** Saves adaptation, buffers and head; the bytes of the weights file. */
  public static long save(Path folder, Learner learner, AdapterCard card) throws IOException {
    Path weights = folder.resolve(WEIGHTS);
    write(weights, learner, Map.of());
    AtomicFile.write(folder.resolve(CONFIG), Json.pretty(config(learner, card)));
    return Files.size(weights);
  }

  /** Writes adaptation, buffers and head, and numbers beside them, as safetensors. */
  static void write(Path file, Learner learner, Map<String, Double> numbers) throws IOException {
    try (Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      Map<String, NDArray> arrays = arrays(learner);
      numbers.forEach((name, value) -> arrays.put(name, ops.number(value)));
      writeTensors(file, ops, arrays);
    }
  }

  /**
   * Writes arrays as a safetensors file in the way peft and transformers do. One at a time is
   * looked at, since all of them together may be larger than the Java heap.
   */
  public static void writeTensors(Path file, Ops ops, Map<String, NDArray> arrays)
      throws IOException {
    List<Tensor> tensors = new ArrayList<>();
    arrays.forEach((name, array) -> tensors.add(Tensor.of(name, ops, array)));
    AtomicFile.write(file, out -> SafetensorsWriter.write(out, Map.of("format", "pt"), tensors));
  }

  /**
   * What a folder's adapter is.
   *
   * @throws UserError if it holds none, or one that peftbench didn't save
   */
  public static AdapterCard card(Path folder) {
    Path file = folder.resolve(CONFIG);
    JsonNode card = settings(folder).path(CARD);
    if (card.isMissingNode()) {
      throw new UserError(
          "%s was not saved by peftbench: read it with 'peftbench import' first", file);
    }
    try {
      return Json.MAPPER.treeToValue(card, AdapterCard.class);
    } catch (JsonProcessingException e) {
      throw new UserError("%s: '%s' is damaged: %s", file, CARD, e.getOriginalMessage())
          .withCause(e);
    }
  }

  /**
   * The settings of a folder's adapter, whoever saved it.
   *
   * @throws UserError if there is none, or it can't be read
   */
  public static JsonNode settings(Path folder) {
    Path file = folder.resolve(CONFIG);
    if (!Files.isRegularFile(file)) {
      throw new UserError("%s holds no adapter: it must have %s and %s", folder, CONFIG, WEIGHTS);
    }
    try {
      return Json.MAPPER.readTree(file.toFile());
    } catch (JsonProcessingException e) {
      throw new UserError(
              "%s:%d:%d: %s",
              file,
              e.getLocation().getLineNr(),
              e.getLocation().getColumnNr(),
              e.getOriginalMessage())
          .withCause(e);
    } catch (IOException e) {
      throw new UserError("%s can't be read: %s", file, e).withCause(e);
    }
  }

  /**
   * SHA-256 of a folder's tensors.
   *
   * @throws UserError if they can't be read
   */
  public static String digest(Path folder) {
    Path file = folder.resolve(WEIGHTS);
    try {
      return Digest.of(file);
    } catch (IOException e) {
      throw new UserError("%s can't be read: %s", file, e).withCause(e);
    }
  }

  /** Puts saved values into a learner of the same spec. */
  public static void load(Path folder, Learner learner) {
    Path path = folder.resolve(WEIGHTS);
    try (SafetensorsFile file = SafetensorsFile.open(path);
        Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      Map<String, NDArray> arrays = arrays(learner);
      if (!file.names().equals(arrays.keySet())) {
        throw new UserError(
            "%s holds other tensors than this method has: was it saved by another method?", path);
      }
      arrays.forEach((name, array) -> ops.assign(array, read(ops, file, path, name, array)));
    }
  }

  /** Puts one learner's values into another of the same spec, maybe of another numeric type. */
  public static void copy(Learner from, Learner to) {
    Map<String, NDArray> values = arrays(from);
    try (Ops ops = Ops.evaluation(to.backbone().manager(), to.backbone().dtype())) {
      arrays(to).forEach((name, array) -> ops.assign(array, values.get(name)));
    }
  }

  private static NDArray read(Ops ops, SafetensorsFile file, Path path, String name, NDArray like) {
    if (!file.info(name).shape().equals(like.getShape())) {
      throw new UserError(
          "%s: tensor %s has shape %s, this method has %s",
          path, name, file.info(name).shape(), like.getShape());
    }
    return read(ops, file, name);
  }

  /** A tensor of a file, in the scope of {@code ops}; maybe mapped, so to be read only. */
  public static NDArray read(Ops ops, SafetensorsFile file, String name) {
    return file.array(ops.scope(), name);
  }

  /** All that is saved, by its names in the file. */
  static Map<String, NDArray> arrays(Learner learner) {
    String base = ROOT + learner.backbone().checkpointPrefix();
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    learner.adaptation().trainables().forEach(t -> arrays.put(base + t.name(), t.array()));
    learner.adaptation().buffers().forEach((name, buffer) -> arrays.put(base + name, buffer));
    learner.headTrainables().forEach(t -> arrays.put(ROOT + t.name(), t.array()));
    return arrays;
  }

  private static Map<String, Object> config(Learner learner, AdapterCard card) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("peft_type", card.method().name().toUpperCase(Locale.ROOT).replace('-', '_'));
    if (learner.head().kind().peftTask() != null) {
      config.put("task_type", learner.head().kind().peftTask());
    }
    config.put("base_model_name_or_path", card.backbone().id());
    config.put("target_modules", learner.adaptation().taps().places());
    config.put("modules_to_save", learner.headModules());
    config.put(CARD, card);
    return config;
  }
}
