package org.peftbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class ProtocolTest {
  @Test
  void theDefaultIsValid() {
    assertThat(Protocol.DEFAULT.selection()).isEqualTo(Protocol.Selection.LAST);
  }

  @Test
  void aHeadsRateNeedsOneToBeAFactorOf() {
    ObjectNode tree = Json.MAPPER.valueToTree(Protocol.DEFAULT);
    tree.put("learning_rate", 0.0).put("head_learning_rate", 0.01);
    assertThatThrownBy(() -> Json.MAPPER.treeToValue(tree, Protocol.class))
        .hasStackTraceContaining("learning_rate must be > 0 where head_learning_rate is set");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "batch_size | 0 | batch_size must be >= 1, got 0",
        "accumulation | 5 | accumulation must divide batch_size 32, got 5",
        "learning_rate | -1 | learning_rate must lie in [0.0, 10.0], got -1.0",
        "dropout | 1 | dropout must lie in [0.0, 0.99], got 1.0",
        "epochs | 0 | epochs must be > 0 when steps is 0, got 0.0",
        "max_length | 3 | max_length must be >= 4, got 3",
        "evaluate_every | 10 | evaluate_every needs holdout > 0",
        "selection | HELD_OUT | selection held-out needs holdout > 0",
        "selection | BEST_ON_TEST | selection best-on-test needs evaluate_every >= 1"
      })
  void namesTheRuleThatIsBroken(String field, String value, String message) {
    ObjectNode tree = Json.MAPPER.valueToTree(Protocol.DEFAULT);
    if (field.equals("selection")) {
      tree.put(field, value);
    } else if (tree.get(field).isInt()) {
      tree.put(field, Integer.parseInt(value));
    } else {
      tree.put(field, Double.parseDouble(value));
    }
    assertThatThrownBy(() -> Json.MAPPER.treeToValue(tree, Protocol.class))
        .hasRootCauseInstanceOf(UserError.class)
        .hasStackTraceContaining(message);
  }
}
