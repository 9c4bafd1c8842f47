package org.peftbench.models.source;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * A pretrained model that Maven can fetch, or that is bundled, as its data file describes it.
 *
 * @param name what it is asked for by
 * @param title what people call it
 * @param artifact its Maven coordinates, {@code group:artifact:version}; of what is bundled, its
 *     name and version
 * @param parameters the number of values in its weights, every head included
 * @param licence the licence of its weights, by its SPDX name
 * @param format how the artifact keeps the weights
 * @param weights the artifact's entry with the weights; the folder's name for {@link
 *     Format#BUNDLED}
 * @param tokenizer the artifact's entry with {@code tokenizer.json}; for {@link Format#ONNX} only
 * @param lowerCase whether the vocabulary is of lower-case words; for {@link Format#TENSORFLOW}
 *     only
 * @param config what goes into {@code config.json}
 */
public record Checkpoint(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String title,
    @JsonProperty(required = true) String artifact,
    @JsonProperty(required = true) long parameters,
    @JsonProperty(required = true) String licence,
    @JsonProperty(required = true) Format format,
    @JsonProperty(required = true) String weights,
    @Nullable String tokenizer,
    @Nullable Boolean lowerCase,
    @JsonProperty(required = true) ObjectNode config) {

  /** How an artifact keeps its weights. */
  public enum Format {
    /** One ONNX file and a {@code tokenizer.json} beside it. */
    @JsonProperty("onnx")
    ONNX,
    /** A zip that holds the variables of a TensorFlow SavedModel and {@code assets/vocab.txt}. */
    @JsonProperty("tensorflow")
    TENSORFLOW,
    /** Safetensors, tokenizer and model card in peftbench's own jar. */
    @JsonProperty("bundled")
    BUNDLED
  }

  public Checkpoint {
    if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
      throw new UserError("name must be of a-z, 0-9, '.', '_' and '-', got '%s'", name);
    }
    if (!artifact.matches("[\\w.-]+:[\\w.-]+:[\\w.-]+")) {
      throw new UserError("artifact must be group:artifact:version, got '%s'", artifact);
    }
    if (parameters < 1) {
      throw new UserError("parameters must be >= 1, got %d", parameters);
    }
    if (format == Format.ONNX && tokenizer == null) {
      throw new UserError("tokenizer must name the entry with tokenizer.json");
    }
    if (format == Format.TENSORFLOW && lowerCase == null) {
      throw new UserError("lower_case must be true or false");
    }
    config = config.deepCopy();
  }

  @Override
  public ObjectNode config() {
    return config.deepCopy();
  }

  /** The version of the artifact. */
  @JsonIgnore
  public String version() {
    return artifact.substring(artifact.lastIndexOf(':') + 1);
  }
}
