package org.peftbench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class RunSpecTest {
  @Test
  void theNameIsTheHashOfTheCanonicalText() throws JsonProcessingException {
    RunSpec spec = Records.spec(1);
    assertThat(spec.id()).matches("[0-9a-f]{16}").isEqualTo(Records.spec(1).id());
    assertThat(spec.id()).isNotEqualTo(Records.spec(2).id());
    RunSpec read = Json.MAPPER.readValue(Json.pretty(spec), RunSpec.class);
    assertThat(read).isEqualTo(spec);
    assertThat(read.id()).isEqualTo(spec.id());
  }

  @Test
  void aNewerSchemaIsRefused() {
    String newer = Json.pretty(Records.spec(1)).replace("\"schema\" : 1", "\"schema\" : 99");
    assertThatThrownBy(() -> Json.MAPPER.readValue(newer, RunSpec.class))
        .hasRootCauseInstanceOf(UserError.class)
        .hasStackTraceContaining("use a newer peftbench");
  }
}
