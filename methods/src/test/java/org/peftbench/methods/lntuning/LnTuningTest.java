package org.peftbench.methods.lntuning;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class LnTuningTest {
  @Test
  void refusesWhatIsNoNormalisation() {
    ObjectNode overrides = Json.MAPPER.createObjectNode();
    overrides.putArray("targets").add("layer_norm").add("query");
    assertThatThrownBy(() -> new LnTuning().complete(overrides))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "ln-tuning config: targets must be normalisations (layer_norm), got query:"
                + " to train other biases take bitfit");
  }
}
