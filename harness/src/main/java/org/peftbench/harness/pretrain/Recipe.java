package org.peftbench.harness.pretrain;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.peftbench.models.source.Checkpoint;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.Names;
import org.peftbench.results.base.UserError;

/**
 * Everything a pretraining depends on but the network itself, which the checkpoint's data file
 * describes.
 *
 * @param name of the model
 * @param objective what is learned
 * @param vocabulary number of tokens
 * @param length tokens a row at most
 * @param batch rows a step
 * @param learningRate at its peak, behind {@code warmup} steps
 * @param arithmetic number of generated sums
 * @param head shapes of parameters that are no sites, by name
 */
public record Recipe(
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) Kind objective,
    @JsonProperty(required = true) int vocabulary,
    @JsonProperty(required = true) int length,
    @JsonProperty(required = true) int batch,
    @JsonProperty(required = true) int steps,
    @JsonProperty(required = true) double learningRate,
    @JsonProperty(required = true) int warmup,
    @JsonProperty(required = true) long seed,
    @JsonProperty(required = true) int arithmetic,
    @JsonProperty(required = true) Map<String, List<Long>> head) {

  /** The names of all recipes. */
  public static final List<String> NAMES =
      List.of("tiny-decoder", "tiny-seq2seq", "tiny-roberta", "tiny-deberta");

  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  /** What a model learns to say. */
  public enum Kind {
    /** The next token. */
    @JsonProperty("causal")
    CAUSAL,
    /** Tokens that are hidden (Devlin et al. 2019, arXiv 1810.04805, section 3.1). */
    @JsonProperty("masked")
    MASKED,
    /** A text with gaps once more, without them (Lewis et al. 2019, arXiv 1910.13461). */
    @JsonProperty("denoising")
    DENOISING
  }

  public Recipe {
    if (steps < 1 || batch < 1 || length < 4 || warmup < 0) {
      throw new UserError(
          "recipe %s: steps and batch must be >= 1, length >= 4, warmup >= 0", name);
    }
    head = Map.copyOf(head);
  }

  /** What is said of the model elsewhere: its title and its config.json. */
  public Checkpoint checkpoint() {
    return ModelRepository.known().stream()
        .filter(known -> known.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /**
   * The recipe of that name.
   *
   * @throws UserError if there is none
   */
  public static Recipe named(String name) {
    if (!NAMES.contains(name)) {
      throw Names.unknown("recipe", name, NAMES);
    }
    try (InputStream in = Recipe.class.getResourceAsStream(name + ".yaml")) {
      return Json.MAPPER.readValue(YAML.createParser(in), Recipe.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text that it learns from. */
  Corpus corpus() {
    return Corpus.of(arithmetic, seed);
  }
}
