package org.peftbench.results.base;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
  private static final List<String> METHODS = List.of("lora", "adalora", "ia3", "bitfit");

  @Test
  void offersTheNearestNameAndTheList() {
    assertThat(Names.unknown("method", "lorra", METHODS))
        .hasMessage(
            "Unknown method 'lorra'. Did you mean lora? Available: adalora, bitfit, ia3, lora");
  }

  @Test
  void offersNothingWhereNothingIsNear() {
    assertThat(Names.unknown("method", "quantum", METHODS))
        .hasMessage("Unknown method 'quantum'. Available: adalora, bitfit, ia3, lora");
  }

  @Test
  void looksAtLettersAndNotAtTheirCase() {
    assertThat(Names.nearest("BitFit", METHODS)).contains("bitfit");
  }

  @Test
  void countsEdits() {
    assertThat(Names.editDistance("kitten", "sitting")).isEqualTo(3);
    assertThat(Names.editDistance("", "abc")).isEqualTo(3);
    assertThat(Names.editDistance("same", "same")).isZero();
  }
}
