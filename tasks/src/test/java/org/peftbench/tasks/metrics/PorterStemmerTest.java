package org.peftbench.tasks.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

class PorterStemmerTest {
  @Test
  void equalsNltk() {
    JsonNode stems = Reference.read("stems.json");
    assertThat(stems.size()).isGreaterThan(4000);
    SoftAssertions.assertSoftly(
        softly -> {
          for (Map.Entry<String, JsonNode> stem : stems.properties()) {
            softly
                .assertThat(PorterStemmer.stem(stem.getKey()))
                .as(stem.getKey())
                .isEqualTo(stem.getValue().textValue());
          }
        });
  }
}
