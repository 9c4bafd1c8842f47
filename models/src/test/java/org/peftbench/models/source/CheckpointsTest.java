package org.peftbench.models.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.results.base.UserError;

class CheckpointsTest {
  static final String YAML =
      """
      name: tiny
      title: A tiny BERT
      artifact: org.example:tiny-bert:1.0
      parameters: 42
      licence: Apache-2.0
      format: onnx
      weights: tiny.onnx
      tokenizer: tokenizer.json
      config: {model_type: bert, hidden_size: 8}
      """;

  static Checkpoint tiny() {
    return parse(YAML);
  }

  private static Checkpoint parse(String yaml) {
    return Checkpoints.parse("tiny.yaml", yaml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void knowsTheCheckpointsAndTheirDefault() {
    assertThat(ModelRepository.known())
        .extracting(Checkpoint::name)
        .containsExactly(
            "all-minilm-l6-v2",
            "bge-small-en-v1.5",
            "e5-small-v2",
            "bert-base-uncased",
            "bert-base-cased",
            "tiny-decoder",
            "tiny-seq2seq",
            "tiny-roberta",
            "tiny-deberta");
  }

  @Test
  void describesWhatMavenFetchesAsBerts() {
    for (Checkpoint checkpoint : ModelRepository.known()) {
      if (checkpoint.format() == Checkpoint.Format.BUNDLED) {
        continue;
      }
      assertThat(checkpoint.config().path("model_type").asText()).isEqualTo("bert");
      assertThat(checkpoint.config().path("layer_norm_eps").asDouble()).isEqualTo(1e-12);
      assertThat(checkpoint.config().path("pooling").asText()).isIn("pooler", "cls", "mean");
      assertThat(checkpoint.config().path("hidden_size").asInt() / 64.0)
          .isGreaterThan(1)
          .isEqualTo(checkpoint.config().path("intermediate_size").asInt() / 256.0);
    }
  }

  @Test
  void readsADataFile() {
    assertThat(tiny().version()).isEqualTo("1.0");
    assertThat(tiny().format()).isEqualTo(Checkpoint.Format.ONNX);
    assertThat(tiny().config().path("hidden_size").asInt()).isEqualTo(8);
    assertThat(tiny()).isEqualTo(tiny());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          name: tiny                 | name: ../tiny       | tiny.yaml: name must be of a-z
          artifact: org.example:tiny-bert:1.0 | artifact: tiny | artifact must be group:artifact:version, got 'tiny'
          parameters: 42             | parameters: 0       | parameters must be >= 1, got 0
          parameters: 42             | parameters: many    | tiny.yaml:4:13: Cannot coerce
          format: onnx               | format: pickle      | tiny.yaml:6:9: Cannot deserialize
          format: onnx               | format: tensorflow  | lower_case must be true or false
          tokenizer: tokenizer.json  | lower_case: true    | tokenizer must name the entry
          licence: Apache-2.0        | license: Apache-2.0 | Missing required creator property 'licence'
          title: A tiny BERT         | name: tiny          | Duplicate field 'name'
          weights: tiny.onnx         | tokenizer: x        | Duplicate field 'tokenizer'
          config: {                  | config: {{          | tiny.yaml:9
          """)
  void refusesBadDataFiles(String right, String wrong, String complaint) {
    assertThat(YAML).contains(right);
    assertThatThrownBy(() -> parse(YAML.replace(right, wrong)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(complaint);
  }

  @Test
  void refusesUnknownKeys() {
    assertThatThrownBy(() -> parse(YAML + "lowercase: true\n"))
        .isInstanceOf(UserError.class)
        .hasMessageStartingWith("tiny.yaml: Unknown key 'lowercase'. Did you mean lower_case?");
  }

  @Test
  void demandsEveryKey() {
    assertThatThrownBy(() -> parse(YAML.replace("title: A tiny BERT\n", "")))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("Missing required creator property 'title'");
  }
}
