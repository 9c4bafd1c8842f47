package org.peftbench.models.outline;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.models.Architecture;
import org.peftbench.models.Outline;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * Outlines of models by name: those of the literature, and every checkpoint that can be fetched.
 */
public final class Outlines {
  private static final List<String> ARCHITECTURES =
      List.of(
          "bart",
          "bert",
          "bloom",
          "deberta-v2",
          "distilbert",
          "electra",
          "falcon",
          "gpt2",
          "gpt_neox",
          "gptj",
          "llama",
          "mistral",
          "phi",
          "qwen2",
          "roberta",
          "t5");

  /** Families that have another's layout. */
  private static final Map<String, String> ALIKE =
      Map.of("camembert", "roberta", "xlm-roberta", "roberta", "mt5", "t5");

  private static final YAMLFactory YAML = new YAMLFactory();

  private Outlines() {}

  /**
   * A model's data file.
   *
   * @param hub where it is published, OWNER/NAME; others of the same configuration, too
   * @param parameters as published, the language-model head of a decoder included
   * @param config what matters of its config.json
   */
  record Model(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) List<String> hub,
      @JsonProperty(required = true) long parameters,
      @JsonProperty(required = true) ObjectNode config) {}

  /** Names of all models. */
  public static List<String> names() {
    return List.copyOf(configs().keySet());
  }

  /** The model as it is published. */
  public static Outline named(String model) {
    return of(config(model));
  }

  /**
   * The model with its own classification head on top, whose maps are sites too.
   *
   * @param labels the head's outputs
   * @throws UserError if there are none
   */
  public static Outline withClassifier(String model, int labels) {
    if (labels < 1) {
      throw new UserError("a classification head has >= 1 outputs, got %d", labels);
    }
    return of(config(model), labels);
  }

  /**
   * The network of a checkpoint, from its config.json.
   *
   * @throws UserError for an architecture that has no data file here, or a number that is missing
   */
  public static Outline of(ModelFiles files) {
    try {
      return of(Architecture.readConfig(files));
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + files.config(), e);
    }
  }

  /**
   * The network of a config.json.
   *
   * @throws UserError for an architecture that has no data file here, or a number that is missing
   */
  public static Outline of(ObjectNode config) {
    return of(config, 0);
  }

  private static Outline of(ObjectNode config, int labels) {
    String stated = config.path("model_type").asText();
    String type = ALIKE.getOrDefault(stated, stated);
    if (!ARCHITECTURES.contains(type)) {
      throw Names.unknown("model_type", type, ARCHITECTURES);
    }
    Layout layout = read("architectures/" + type + ".yaml", Layout.class);
    return new ConfiguredOutline(layout, config, labels);
  }

  /**
   * What is known of a model's config.json.
   *
   * @param model its name, or {@code hub:OWNER/NAME} of one of the literature
   * @throws UserError if there is no such model
   */
  public static ObjectNode config(String model) {
    Map<String, ObjectNode> configs = configs();
    ObjectNode config = configs.get(model);
    if (config != null) {
      return config;
    }
    return models().stream()
        .filter(
            published ->
                published.hub().contains(model.replaceFirst("^hub:", "").replaceFirst("@.*", "")))
        .findFirst()
        .map(Model::config)
        .orElseThrow(() -> Names.unknown("model", model, configs.keySet()));
  }

  private static Map<String, ObjectNode> configs() {
    Map<String, ObjectNode> configs = new LinkedHashMap<>();
    models().forEach(model -> configs.put(model.name(), model.config()));
    ModelRepository.known().forEach(known -> configs.put(known.name(), known.config()));
    return configs;
  }

  /** The models of the literature. */
  static List<Model> models() {
    return new String(resource("models/index.txt"), StandardCharsets.UTF_8)
        .lines()
        .map(name -> read("models/" + name + ".yaml", Model.class))
        .toList();
  }

  private static <T> T read(String file, Class<T> type) {
    try {
      return Json.MAPPER.readValue(YAML.createParser(resource(file)), type);
    } catch (IOException e) {
      throw new UncheckedIOException("reading " + file, e);
    }
  }

  private static byte[] resource(String file) {
    try (InputStream in = Outlines.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("the jar lacks " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
