package org.peftbench.results.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JsonTest {
  record Sample(int wholeNumber, @Nullable String maybe) {}

  @Test
  void equalValuesGiveEqualText() {
    Map<String, Object> one = new LinkedHashMap<>();
    one.put("b", List.of(Map.of("z", 1, "y", 2)));
    one.put("a", 0.1);
    Map<String, Object> two = new LinkedHashMap<>();
    two.put("a", 0.1);
    two.put("b", List.of(Map.of("y", 2, "z", 1)));
    assertThat(Json.canonical(one))
        .isEqualTo(Json.canonical(two))
        .isEqualTo("{\"a\":0.1,\"b\":[{\"y\":2,\"z\":1}]}");
  }

  @Test
  void aListHasAnItemALine() throws JsonProcessingException {
    Map<String, Object> value =
        Map.of("runs", List.of(Map.of("b", List.of(1, 2), "a", "x\ny"), 7), "none", List.of());
    assertThat(Json.lines(value))
        .isEqualTo("{\n\"none\": [],\n\"runs\": [\n{\"a\":\"x\\ny\",\"b\":[1,2]},\n7\n]\n}\n");
    assertThat(Json.MAPPER.readTree(Json.lines(value)))
        .isEqualTo(Json.MAPPER.readTree(Json.pretty(value)));
  }

  @Test
  void leavesOutWhatIsAbsent() {
    assertThat(Json.canonical(new Sample(3, null))).isEqualTo("{\"whole_number\":3}");
  }

  @Test
  void refusesNumbersThatJsonDoesNotHave() {
    assertThatThrownBy(() -> Json.canonical(Map.of("x", Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leave a missing figure out");
  }

  @Test
  void coercesNothing() {
    for (String text :
        List.of(
            "{\"whole_number\": 1.5}",
            "{\"whole_number\": \"1\"}",
            "{\"whole_number\": null}",
            "{\"whole_number\": 1, \"other\": 2}",
            "{\"whole_number\": 1, \"whole_number\": 2}",
            "{\"whole_number\": 1} x")) {
      assertThatThrownBy(() -> Json.MAPPER.readValue(text, Sample.class))
          .as(text)
          .isInstanceOf(JsonProcessingException.class);
    }
  }
}
