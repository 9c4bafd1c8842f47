package org.peftbench.methods.lora;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class LoraFamilyTest {
  @ParameterizedTest
  @ValueSource(strings = {"lora", "rslora", "dora", "pissa", "olora", "lora-fa"})
  void refusesARankAboveTheMatrix(String method) {
    assertThatThrownBy(() -> attach(method, "{\"rank\": 25}"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            method
                + " config: rank must be <= 24, the smaller side of"
                + " encoder.layer.0.attention.self.query, got 25");
  }

  @Test
  void refusesAPatternsRankAboveTheMatrix() {
    assertThatThrownBy(() -> attach("lora", "{\"rank_pattern\": {\"value\": 30}}"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "lora config: rank must be <= 24, the smaller side of"
                + " encoder.layer.0.attention.self.value, got 30");
  }

  @Test
  void refusesAPatternThatActsNowhere() {
    assertThatThrownBy(() -> attach("lora", "{\"rank_pattern\": {\"key\": 2}}"))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "lora config: rank_pattern key is none of the adapted sites: name a role of"
                + " [query, value] or a module path such as encoder.layer.0.attention.self.query");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"rank": 0}                      | lora config: rank must be >= 1, got 0
          {"rank_pattern": {"value": 0}}   | lora config: rank_pattern value must be >= 1, got 0
          {"rank_pattern": null}           | lora config: rank_pattern must map sites to ranks, or be left out, got null
          {"alpha": 0}                     | lora config: alpha must be > 0, got 0.0
          {"dropout": 1}                   | lora config: dropout must lie in [0, 1), got 1.0
          """)
  void refusesValuesOutOfRange(String config, String message) {
    assertThatThrownBy(() -> attach("lora", config))
        .isInstanceOf(UserError.class)
        .hasMessage(message);
  }

  private static void attach(String name, String overrides) throws Exception {
    Path folder = Path.of(PeftMethods.class.getResource("parity/tiny").toURI());
    PeftMethod<?> method = PeftMethods.named(name);
    ObjectNode config = method.complete((ObjectNode) Json.MAPPER.readTree(overrides));
    ModelFiles tiny = new ModelFiles("tiny", folder, "none");
    try (Backbone backbone = Architecture.openAny(tiny, DataType.FLOAT32);
        Adaptation adaptation = method.attach(backbone, config, 1)) {
      throw new AssertionError("accepted: " + adaptation.trainables());
    }
  }
}
