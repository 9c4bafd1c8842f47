package org.peftbench.models.decoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Every config.json that can't be computed with is answered by one line. */
class DecoderRefusalsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          llama    | {"model_type": "lama"}                | Unknown model_type 'lama'. Did you mean llama? Available:
          llama    | {"model_type": null}                  | config.json has no model_type, so nobody can tell what network it is
          llama    | {"hidden_size": null}                 | config.json: hidden_size must be a whole number >= 0, got
          llama    | {"num_attention_heads": "three"}      | config.json: num_attention_heads must be a whole number
          llama    | {"intermediate_size": 21}             | has shape (20, 24), config.json asks for (21, 24)
          llama    | {"vocab_size": 62}                    | tensor embed_tokens.weight has shape (61, 24), config.json asks for (62, 24)
          llama    | {"num_hidden_layers": 3}              | lacks 9 of 30 tensors: layers.2.input_layernorm.weight
          llama    | {"attention_bias": true}              | lacks 8 of 29
          llama    | {"hidden_act": "mish"}                | config.json: hidden_act mish is not supported; supported are gelu
          llama    | {"rope_scaling": {"rope_type": "yarn"}} | rope_scaling of type yarn is not supported
          llama    | {"num_attention_heads": 5, "head_dim": null}  | config.json: queries of width 20 can't share keys of width 12 in 3 heads
          llama-grouped | {"num_key_value_heads": 4}       | config.json: queries of width 36 can't share keys of width 24 in 4 heads
          llama    | {"rms_norm_eps": "small"}             | config.json: rms_norm_eps must be a number
          llama    | {"num_hidden_layers": 2000000000}     | config.json: num_hidden_layers must be <= 10000
          llama    | {"num_hidden_layers": 0}              | config.json: the network has no layers
          llama    | {"num_attention_heads": 0, "head_dim": null} | config.json: num_attention_heads must be a whole number >= 1, got 0
          llama    | {"num_key_value_heads": 0}            | config.json: queries of width 24 can't share keys of width 0 in 0 heads
          llama    | {"intermediate_size": 3000000000}     | config.json: intermediate_size must be a whole number
          gpt2     | {"n_head": 5}                         | config.json: queries of width 24 can't share keys of width 24 in 5 heads
          gpt2     | {"scale_attn_weights": false}         | config.json: scale_attn_weights must be true
          gptj     | {"tie_word_embeddings": true}         | config.json: tie_word_embeddings must be false
          phi      | {"qk_layernorm": true}                | config.json: qk_layernorm must be false
          falcon   | {"new_decoder_architecture": true, "parallel_attn": false} | parallel_attn must be true
          """)
  void inOneLine(String name, String change, String complaint) throws IOException {
    ModelFiles files = changed(name, change);
    assertThatThrownBy(() -> Architecture.openAnyLanguageModel(files, DataType.FLOAT32))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(complaint)
        .satisfies(error -> assertThat(error.getMessage().lines().count()).isEqualTo(1));
  }

  @Test
  void aConfigThatIsNoObject() throws IOException {
    ModelFiles files = changed("llama", "{}");
    Files.writeString(files.config(), "[1]");
    assertThatThrownBy(() -> Architecture.openAny(files, DataType.FLOAT32))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("is no JSON object");
  }

  @Test
  void anEncoderThatWritesNoText() throws IOException {
    Path electra = Path.of("src/test/resources/org/peftbench/models/parity/electra");
    ModelFiles files = new ModelFiles("electra", electra, "none");
    assertThatThrownBy(() -> Architecture.openAnyLanguageModel(files, DataType.FLOAT32))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "model_type electra has no language-model head here: choose another model or another task");
  }

  /** A network opened without its head has no map to the vocabulary, and needs none. */
  @Test
  void aHeadThatNobodyAsksForIsNotLoaded() throws IOException {
    try (Backbone backbone =
        Architecture.openAny(TinyDecoder.files("gpt-neox"), DataType.FLOAT32)) {
      assertThat(backbone.parameters()).doesNotContainKey("embed_out.weight");
      assertThat(backbone.sites().stream().filter(site -> site.role().isLinear()))
          .allSatisfy(site -> assertThat(backbone.parameters()).containsKey(site.weight()));
    }
  }

  private ModelFiles changed(String name, String change) throws IOException {
    ModelFiles files = TinyDecoder.files(name);
    Files.copy(files.weights(), folder.resolve("model.safetensors"));
    ObjectNode config = (ObjectNode) Json.MAPPER.readTree(files.config().toFile());
    for (var field : Json.MAPPER.readTree(change).properties()) {
      JsonNode value = field.getValue();
      config.set(field.getKey(), value);
    }
    Files.writeString(folder.resolve("config.json"), config.toString());
    return new ModelFiles(name, folder, "none");
  }
}
