package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Configurations of encoders and encoder-decoders that are refused. */
class EncoderRefusalsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          roberta    | {"hidden_size": null}              | config.json: hidden_size must be a whole number >= 1, got
          roberta    | {"num_attention_heads": 5}         | config.json: num_attention_heads must divide hidden_size 24, got 5
          roberta    | {"vocab_size": 60}                 | tensor embeddings.word_embeddings.weight has shape (61, 24), config.json asks for (60, 24)
          roberta    | {"num_hidden_layers": 3}           | has no tensor encoder.layer.2
          roberta    | {"position_embedding_type": "relative_key"} | position_embedding_type relative_key is not supported
          distilbert | {"dim": 23}                        | config.json: n_heads must divide dim 23, got 3
          distilbert | {"activation": "mish"}             | config.json: activation mish is not supported
          electra    | {"embedding_size": 12}             | has no tensor embeddings_project.weight
          deberta-v3 | {"layer_norm_eps": "small"}        | config.json: layer_norm_eps must be a number
          deberta-v3 | {"relative_attention": "yes"}      | config.json: relative_attention must be true or false
          bart       | {"d_model": null}                  | config.json: d_model must be a whole number
          bart       | {"decoder_attention_heads": 1}     | config.json: decoder_attention_heads must equal encoder_attention_heads
          t5         | {"num_heads": "three"}             | config.json: num_heads must be a whole number
          """)
  void inOneLine(String name, String change, String complaint) throws IOException {
    Path from = ParityCase.folder(name);
    Files.copy(from.resolve("model.safetensors"), folder.resolve("model.safetensors"));
    ObjectNode config = (ObjectNode) Json.MAPPER.readTree(from.resolve("config.json").toFile());
    config.setAll((ObjectNode) Json.MAPPER.readTree(change));
    Files.writeString(folder.resolve("config.json"), config.toString());
    ModelFiles files = new ModelFiles(name, folder, "none");
    assertThatThrownBy(() -> Architecture.openAny(files, DataType.FLOAT32))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(complaint)
        .satisfies(error -> assertOneLine(error.getMessage()));
  }

  private static void assertOneLine(String message) {
    assertThat(message.lines()).hasSize(1);
  }
}
