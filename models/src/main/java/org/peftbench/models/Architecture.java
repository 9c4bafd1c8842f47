package org.peftbench.models;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.peftbench.models.ops.Ledger;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/** Reads one family of Hugging Face checkpoints. Found by {@link ServiceLoader}. */
public interface Architecture {
  /** Values of {@code model_type} in config.json that this class reads. */
  Set<String> modelTypes();

  /** The heads that its networks can carry, as Hugging Face builds and names them. */
  Map<HeadKind, HeadForm> heads();

  /**
   * Opens a checkpoint, mapping its weights.
   *
   * @param config of the checkpoint, as read from config.json
   * @param compute where, and in which numeric type
   * @throws UserError if the configuration or a weight is missing or of the wrong shape
   */
  Backbone open(ModelFiles files, JsonNode config, Compute compute) throws IOException;

  /** Every architecture there is. */
  static List<Architecture> all() {
    return StreamSupport.stream(ServiceLoader.load(Architecture.class).spliterator(), false)
        .toList();
  }

  /**
   * Opens a checkpoint with the layers that score its vocabulary.
   *
   * @throws UserError if it has none, or the architecture has none here
   */
  default LanguageModel openLanguageModel(ModelFiles files, JsonNode config, Compute compute)
      throws IOException {
    throw new UserError(
        "model_type %s has no language-model head here: choose another model or another task",
        config.path("model_type").asText());
  }

  /** Opens any known checkpoint to compute in float32 on the processor. */
  static Backbone openAny(ModelFiles files) throws IOException {
    return openAny(files, DataType.FLOAT32);
  }

  /** Opens any known checkpoint on the processor, without the heads that it may carry. */
  static Backbone openAny(ModelFiles files, DataType dtype) throws IOException {
    return openAny(files, Compute.of(dtype));
  }

  /** Opens any known checkpoint, without the heads that it may carry. */
  static Backbone openAny(ModelFiles files, Compute compute) throws IOException {
    JsonNode config = readConfig(files);
    return of(config).open(files, config, compute);
  }

  /** Opens any known checkpoint on the processor with the layers that score its vocabulary. */
  static LanguageModel openAnyLanguageModel(ModelFiles files, DataType dtype) throws IOException {
    JsonNode config = readConfig(files);
    return of(config).openLanguageModel(files, config, Compute.of(dtype));
  }

  /**
   * Opens any known checkpoint for a head: with the layers that score its vocabulary if that is the
   * head, and without its pooler where the head reads no pooled vector, so that no method adapts
   * what is never used.
   */
  static Backbone openAny(ModelFiles files, Compute compute, HeadKind head) throws IOException {
    return open(files, readConfig(files), compute, head);
  }

  /** The same on the processor. */
  static Backbone openAny(ModelFiles files, DataType dtype, HeadKind head) throws IOException {
    return openAny(files, Compute.of(dtype), head);
  }

  /**
   * A network of a config.json for a head, in a dry run.
   *
   * @param ledger keeps the books of whatever it does
   * @throws UserError if the configuration is missing something or has no such head
   */
  static Backbone planned(ObjectNode config, DataType dtype, Ledger ledger, HeadKind head) {
    try {
      ModelFiles none = new ModelFiles("planned", Path.of(""), "none");
      return open(none, config.deepCopy(), Compute.dry(dtype, ledger), head);
    } catch (IOException e) {
      throw new IllegalStateException("a dry run reads no file", e);
    }
  }

  private static Backbone open(ModelFiles files, ObjectNode config, Compute compute, HeadKind head)
      throws IOException {
    if (head.isPretrained()) {
      return of(config).openLanguageModel(files, config, compute);
    }
    if (!head.isPooled()) {
      config.put("pooling", "cls");
    }
    return of(config).open(files, config, compute);
  }

  /** What reads a checkpoint. */
  static Architecture of(ModelFiles files) throws IOException {
    return of(readConfig(files));
  }

  /** The heads that the network of a config.json can carry. */
  static Set<HeadKind> heads(ObjectNode config) {
    return of(config).heads().keySet();
  }

  private static Architecture of(JsonNode config) {
    String type = config.path("model_type").asText("");
    if (type.isEmpty()) {
      throw new UserError(
          "config.json has no model_type, so nobody can tell what network it is: take the"
              + " checkpoint's own");
    }
    List<Architecture> known = all();
    return known.stream()
        .filter(architecture -> architecture.modelTypes().contains(type))
        .findFirst()
        .orElseThrow(
            () ->
                Names.unknown(
                    "model_type",
                    type,
                    known.stream().flatMap(a -> a.modelTypes().stream()).sorted().toList()));
  }

  /**
   * A checkpoint's config.json.
   *
   * @throws UserError if it is no JSON object
   */
  static ObjectNode readConfig(ModelFiles files) throws IOException {
    try {
      return Json.MAPPER.readValue(Files.readString(files.config()), ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new UserError(
              "%s is no JSON object: take the checkpoint's own config.json", files.config())
          .withCause(e);
    }
  }
}
