package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** Prompts too long, bottlenecks too narrow and settings that contradict each other are refused. */
class PromptAndAdapterSizesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          prompt-tuning    | {"virtual_tokens": 32}                         | virtual_tokens must be < 32, the model's positions, so that text has room, got 32
          p-tuning         | {"virtual_tokens": 40}                         | virtual_tokens must be < 32, the model's positions, so that text has room, got 40
          prefix-tuning    | {"virtual_tokens": 32, "shift_positions": true} | virtual_tokens must be < 32, the model's positions, so that text has room, got 32
          prompt-tuning    | {"init": "text", "text_ids": [3, 50]}          | text_ids must lie in [0, 50), the vocabulary, got 50: take them from this backbone's tokenizer
          houlsby          | {"reduction": 25}                              | reduction must be <= 24, the width at encoder.layer.0.attention.output, got 25
          parallel-adapter | {"reduction": 25}                              | reduction must be <= 24, the width at encoder.layer.0.output, got 25
          mam              | {"reduction": 25}                              | reduction must be <= 24, the width at encoder.layer.0.output, got 25
          propetl-adapter  | {"reduction": 25}                              | reduction must be <= 24, the width at encoder.layer.0.output, got 25
          propetl-lora     | {}                                             | rank must be <= 24, the smaller side of encoder.layer.0.attention.self.query, got 32
          compacter        | {}                                             | reduction must be <= 24, the width at encoder.layer.0.attention.output, got 32
          compacter        | {"reduction": 2, "terms": 5}                   | terms must divide the width 24 and the bottleneck 12 at encoder.layer.0.attention.output, got 5: change terms or reduction
          compacter        | {"reduction": 2, "rank": 4}                    | rank must be <= 3, the smaller side of B at encoder.layer.0.attention.output, got 4
          """)
  void refusesWhatDoesNotFit(String method, String config, String message) throws IOException {
    assertRefused(method, config, method + " config: " + message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          houlsby        | {"targets": ["query"]}            | target query is not a sub-layer; those are: attention_sublayer, ffn_sublayer
          compacter      | {"targets": ["ffn_up"]}           | target ffn_up is not a sub-layer; those are: attention_sublayer, ffn_sublayer
          prefix-tuning  | {"targets": ["ffn_sublayer"]}     | target ffn_sublayer is not an attention; those are: attention
          propetl-prefix | {"targets": ["key"]}              | target key is not an attention; those are: attention
          """)
  void refusesSitesOfAnotherKind(String method, String config, String message) throws IOException {
    assertRefused(method, config, message);
  }

  private void assertRefused(String method, String config, String message) throws IOException {
    try (TinyModel model = new TinyModel(folder, DataType.FLOAT32)) {
      PeftMethod<?> registered = PeftMethods.named(method);
      ObjectNode complete = registered.complete(json(config));
      assertThatThrownBy(() -> registered.attach(model.backbone, complete, 1))
          .isInstanceOf(UserError.class)
          .hasMessage(message);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          prompt-tuning   | {"virtual_tokens": 0}           | virtual_tokens must be >= 1, got 0
          prompt-tuning   | {"init": "txt"}                 | Unknown init 'txt'. Did you mean text? Available: random, text, vocabulary
          prompt-tuning   | {"init": "text"}                | text_ids must not be empty when init is text: give the text's token ids with init text only
          prompt-tuning   | {"text_ids": [1]}               | text_ids must be empty when init is random: give the text's token ids with init text only
          p-tuning        | {"encoder": "lstmm"}            | Unknown encoder 'lstmm'. Did you mean lstm? Available: lstm, mlp
          p-tuning        | {"layers": 3}                   | layers must be 2 with encoder mlp, got 3: only an lstm has a choice
          p-tuning        | {"dropout": 0.1}                | dropout must be 0 unless encoder lstm has layers to drop between, got 0.1
          prefix-tuning   | {"hidden_size": 0}              | hidden_size must be >= 1, got 0
          houlsby         | {"reduction": 0}                | reduction must be >= 1, got 0
          pfeiffer        | {"non_linearity": "rely"}       | Unknown non_linearity 'rely'. Did you mean relu? Available: gelu, relu, silu, tanh
          parallel-adapter | {"scale": 0}                   | scale must be > 0, got 0.0
          propetl-adapter | {"keep": 0}                     | keep must lie in (0, 1], got 0.0
          propetl-prefix  | {"keep": 1.5}                   | keep must lie in (0, 1], got 1.5
          """)
  void refusesValuesOutOfRange(String method, String config, String message)
      throws JsonProcessingException {
    PeftMethod<?> registered = PeftMethods.named(method);
    ObjectNode overrides = json(config);
    assertThatThrownBy(() -> registered.complete(overrides))
        .isInstanceOf(UserError.class)
        .hasMessage(method + " config: " + message);
  }

  private static ObjectNode json(String text) throws JsonProcessingException {
    return (ObjectNode) Json.MAPPER.readTree(text);
  }
}
