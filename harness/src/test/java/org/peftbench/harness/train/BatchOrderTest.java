package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchOrderTest {
  private final List<EncodedExample> rows = Tiny.rows(103);

  @Test
  void showsEveryRowOnceAnEpoch() {
    BatchOrder order = new BatchOrder(rows, 8, 1, null);
    assertThat(order.batchesPerEpoch()).isEqualTo(13);
    List<EncodedExample> first = epoch(order);
    assertThat(first).containsExactlyInAnyOrderElementsOf(rows).isNotEqualTo(rows);
    assertThat(epoch(order)).containsExactlyInAnyOrderElementsOf(rows).isNotEqualTo(first);
  }

  @Test
  void dependsOnTheSeedAlone() {
    assertThat(epoch(new BatchOrder(rows, 8, 1, null)))
        .isEqualTo(epoch(new BatchOrder(rows, 8, 1, null)));
    assertThat(epoch(new BatchOrder(rows, 8, 1, null)))
        .isNotEqualTo(epoch(new BatchOrder(rows, 8, 2, null)));
  }

  @Test
  void putsRowsOfLikeLengthTogether() {
    BatchOrder order = new BatchOrder(rows, 8, 1, null);
    int real = 0;
    int padded = 0;
    for (int i = 0; i < order.batchesPerEpoch(); i++) {
      List<EncodedExample> batch = order.next();
      real += batch.stream().mapToInt(EncodedExample::length).sum();
      padded += batch.size() * batch.stream().mapToInt(EncodedExample::length).max().orElseThrow();
    }
    assertThat((double) padded / real).isLessThan(1.05);
  }

  private static List<EncodedExample> epoch(BatchOrder order) {
    List<EncodedExample> seen = new ArrayList<>();
    for (int i = 0; i < order.batchesPerEpoch(); i++) {
      seen.addAll(order.next());
    }
    return seen;
  }
}
