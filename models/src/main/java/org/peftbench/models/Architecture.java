package org.peftbench.models;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.StreamSupport;
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
   * @param dtype numeric type to compute in
   * @throws UserError if the configuration or a weight is missing or of the wrong shape
   */
  Backbone open(ModelFiles files, JsonNode config, DataType dtype) throws IOException;

  /** Every architecture there is. */
  static List<Architecture> all() {
    return StreamSupport.stream(ServiceLoader.load(Architecture.class).spliterator(), false)
        .toList();
  }

  /** Opens any known checkpoint. */
  static Backbone openAny(ModelFiles files, DataType dtype) throws IOException {
    JsonNode config = readConfig(files);
    String type = config.path("model_type").asText("");
    List<Architecture> known = all();
    for (Architecture architecture : known) {
      if (architecture.modelTypes().contains(type)) {
        return architecture.open(files, config, dtype);
      }
    }
    throw Names.unknown(
        "model_type", type, known.stream().flatMap(a -> a.modelTypes().stream()).toList());
  }

  private static JsonNode readConfig(ModelFiles files) throws IOException {
    try {
      return Json.MAPPER.readTree(Files.readString(files.config()));
    } catch (JsonProcessingException e) {
      throw new UserError("%s is not JSON: take the checkpoint's own config.json", files.config())
          .withCause(e);
    }
  }
}
