package org.peftbench.harness.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.suite.SuiteLibrary;

class PaperItemTest {
  @Test
  void everySuiteOfAPaperIsListedOnce() {
    assertThat(PaperItem.all().stream().flatMap(item -> item.suites().stream()))
        .containsExactlyInAnyOrderElementsOf(
            SuiteLibrary.names().stream()
                .filter(name -> name.startsWith("paper/") || name.startsWith("lora-dash/"))
                .toList());
  }

  @Test
  void whatIsTrainedIsHadInBothScalesAndTheRestByACommand() {
    for (PaperItem item : PaperItem.all()) {
      assertThat(item.full().isEmpty()).as(item.item()).isEqualTo(item.small().isEmpty());
      assertThat(List.of(item.suites(), item.commands()))
          .as(item.item())
          .anyMatch(l -> !l.isEmpty());
    }
  }
}
