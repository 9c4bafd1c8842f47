package org.peftbench.results;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.Json;

class PredictionTest {
  /** A line as peftbench has written it before predictions had alternatives and a score. */
  private static final String OLD =
      "{\"gold\":\"yes\",\"id\":\"a\",\"predicted\":\"no\",\"scores\":[0.25,1.5]}";

  @Test
  void readsAndWritesOldLinesUnchanged() throws Exception {
    Prediction read = Json.MAPPER.readValue(OLD, Prediction.class);
    assertThat(read).isEqualTo(new Prediction("a", "yes", "no", List.of(0.25, 1.5)));
    assertThat(Json.canonical(read)).isEqualTo(OLD);
  }

  @Test
  void keepsAlternativesAndWorth() throws Exception {
    Prediction answer =
        new Prediction("a", "Paris", "paris", List.of(), List.of("in Paris"), null).worth(0.5);
    String line = Json.canonical(answer);
    assertThat(line).contains("\"alternatives\":[\"in Paris\"]").contains("\"score\":0.5");
    assertThat(Json.MAPPER.readValue(line, Prediction.class)).isEqualTo(answer);
  }
}
