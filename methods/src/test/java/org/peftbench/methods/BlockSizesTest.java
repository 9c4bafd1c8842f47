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

/** Sizes that don't fit a matrix are refused in one line that says what would. */
class BlockSizesTest {
  private static final String QUERY = "encoder.layer.0.attention.self.query";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          oft       | {}                              | block_size must divide 24, the input width of SITE, got 32; 24 would
          oft       | {"block_size": 7}               | block_size must divide 24, the input width of SITE, got 7; 6 would
          boft      | {"block_size": 5}               | block_size must divide 24, the input width of SITE, got 5; 4 would
          boft      | {"factors": 3}                  | block_size * 2^(factors - 1) must divide 24, the input width of SITE, got 16; 12 would
          krona     | {"rows": 5}                     | rows must divide 24, the output width of SITE, got 5; 4 would
          krona     | {"columns": 9}                  | columns must divide 24, the input width of SITE, got 9; 8 would
          qlora     | {"rank": 4, "block_size": 100}  | block_size must divide 576, the elements of the weight of SITE, got 100; 96 would
          loftq     | {"block_size": 100}             | block_size must divide 576, the elements of the weight of SITE, got 100; 96 would
          qa-lora   | {"rank": 4}                     | group_size must divide 24, the input width of SITE, got 32; 24 would
          fourierft | {}                              | coefficients must be <= 576, the elements of SITE, got 1000
          loha      | {"rank": 25}                    | rank must be <= 24, the smaller side of SITE, got 25
          lokr      | {"rank": 25}                    | rank must be <= 24, the smaller side of SITE, got 25
          qlora     | {}                              | rank must be <= 24, the smaller side of SITE, got 64
          loftq     | {"rank": 25}                    | rank must be <= 24, the smaller side of SITE, got 25
          qa-lora   | {}                              | rank must be <= 24, the smaller side of SITE, got 64
          """)
  void refusesWhatDoesNotFit(String method, String config, String message) throws IOException {
    try (TinyModel model = new TinyModel(folder, DataType.FLOAT32)) {
      PeftMethod<?> registered = PeftMethods.named(method);
      ObjectNode complete = registered.complete(json(config));
      assertThatThrownBy(() -> registered.attach(model.backbone, complete, 1))
          .isInstanceOf(UserError.class)
          .hasMessage(method + " config: " + message.replace("SITE", QUERY));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          oft       | {"block_size": 1}                 | block_size must be >= 2, got 1
          oft       | {"neumann_terms": 3}              | neumann_terms must be >= 4, got 3
          boft      | {"factors": 0}                    | factors must be >= 1, got 0
          boft      | {"block_size": 3, "factors": 2}   | block_size must be even, got 3
          boft      | {"factors": 17}                   | factors must be <= 16, got 17
          lokr      | {"decompose_factor": 0}           | decompose_factor must be -1 or >= 1, got 0
          krona     | {"rows": -1}                      | rows must be >= 0, got -1
          fourierft | {"coefficients": 0}               | coefficients must be >= 1, got 0
          loftq     | {"bits": 3}                       | bits must be 2 or 4, got 3
          loftq     | {"iterations": 0}                 | iterations must be >= 1, got 0
          qa-lora   | {"bits": 3}                       | bits must be 2, 4 or 8, got 3
          qa-lora   | {"pooling": "max"}                | Unknown pooling 'max'. Did you mean mean? Available: mean, sum
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
