package org.peftbench.models.outline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Outlines against what Hugging Face transformers builds of the same configurations. */
class OutlinesTest {
  /** Parameters of no layer, or of the first. */
  private static final Pattern SHOWN =
      Pattern.compile("(?!.*\\.\\d+\\.)(?!\\d+\\.).*|(.*\\.)?0\\..*");

  static Stream<String> models() {
    return Outlines.models().stream().map(Outlines.Model::name);
  }

  @ParameterizedTest
  @MethodSource("models")
  void hasThePublishedNumberOfParameters(String name) throws IOException {
    long published =
        Outlines.models().stream()
            .filter(model -> model.name().equals(name))
            .findFirst()
            .orElseThrow()
            .parameters();

    assertThat(total(Outlines.named(name))).isEqualTo(published);
    assertThat(published).isEqualTo(reference(name).get("total").longValue());
  }

  @ParameterizedTest
  @MethodSource("models")
  void namesAndSizesAreThoseOfTransformers(String name) throws IOException {
    Map<String, Long> expected = new TreeMap<>();
    reference(name)
        .get("sizes")
        .properties()
        .forEach(size -> expected.put(size.getKey(), size.getValue().longValue()));
    Map<String, Long> found = new TreeMap<>();
    Outlines.named(name)
        .sizes()
        .forEach(
            (parameter, size) -> {
              if (SHOWN.matcher(parameter).matches()) {
                // [query], [key] and [value] are parts of one matrix
                found.merge(parameter.replaceAll("\\[\\w+]", ""), size, Long::sum);
              }
            });
    assertThat(found).isEqualTo(expected);
  }

  @Test
  void aHeadTakesThePlaceOfThePooler() {
    Outline outline = Outlines.withClassifier("roberta-base", 2);

    // RobertaForSequenceClassification
    assertThat(total(outline)).isEqualTo(124_647_170);
    assertThat(outline.sites().stream().map(Site::role))
        .contains(Role.CLASSIFIER)
        .doesNotContain(Role.POOLER);
  }

  @Test
  void checkpointsThatCanBeFetchedHaveOutlinesToo() {
    assertThat(Outlines.names()).contains("all-minilm-l6-v2", "bert-base-uncased");
    // MiniLM with mean pooling has no use for its pooler
    assertThat(total(Outlines.named("all-minilm-l6-v2"))).isEqualTo(22_713_216 - 385 * 384);
  }

  @Test
  void theOutlineOfABackboneIsTheBackboneWithoutItsWeights()
      throws IOException, URISyntaxException {
    Path folder = Path.of(Outline.class.getResource("bert/tiny").toURI());
    ObjectNode config = (ObjectNode) Json.MAPPER.readTree(folder.resolve("config.json").toFile());
    Outline outline = Outlines.of(config);
    try (Backbone backbone =
        Architecture.openAny(new ModelFiles("tiny", folder, "none"), DataType.FLOAT32)) {
      assertThat(outline.sites()).isEqualTo(backbone.sites());
      assertThat(outline.sizes()).isEqualTo(backbone.sizes());
      assertThat(outline.hiddenSize()).isEqualTo(backbone.hiddenSize());
      assertThat(outline.maxPositions()).isEqualTo(backbone.maxPositions());
      assertThat(outline.keyValueHeads()).isEqualTo(backbone.keyValueHeads());
    }
  }

  @Test
  void robertaUsesTwoPositionsLessThanItHas() {
    assertThat(Outlines.named("roberta-base").maxPositions()).isEqualTo(512);
    assertThat(Outlines.named("mistral-7b").keyValueHeads()).isEqualTo(8);
  }

  @Test
  void anUnknownModelGetsTheNearest() {
    assertThatThrownBy(() -> Outlines.named("roberta-bass"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("Unknown model 'roberta-bass'. Did you mean roberta-base?");
    assertThatThrownBy(() -> Outlines.withClassifier("roberta-base", 0))
        .isInstanceOf(UserError.class)
        .hasMessage("a classification head has >= 1 outputs, got 0");
  }

  @Test
  void expressionsAreReadFromLeftToRight() {
    ObjectNode config = Json.MAPPER.createObjectNode().put("width", 12).put("heads", 3);

    assertThat(Layout.evaluate("width / heads * 2 + 1", config)).isEqualTo(9);
    assertThatThrownBy(() -> Layout.evaluate("2 * depth", config))
        .isInstanceOf(UserError.class)
        .hasMessage("config.json: depth must be a whole number >= 0, got nothing");
  }

  private static long total(Outline outline) {
    return outline.sizes().values().stream().mapToLong(size -> size).sum();
  }

  private static JsonNode reference(String name) throws IOException {
    try (InputStream in = OutlinesTest.class.getResourceAsStream("outlines.json")) {
      return Json.MAPPER.readTree(in).get(name);
    }
  }
}
