package org.peftbench.harness.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.harness.train.family.Feature;

class BatchOrderTest {
  private final List<Parity.Sequence> rows = Tiny.features(103);

  @Test
  void showsEveryRowOnceAnEpoch() {
    BatchOrder<Parity.Sequence> order = new BatchOrder<>(rows, 8, 1, null);
    assertThat(order.batchesPerEpoch()).isEqualTo(13);
    List<Parity.Sequence> first = epoch(order);
    assertThat(first).containsExactlyInAnyOrderElementsOf(rows).isNotEqualTo(rows);
    assertThat(epoch(order)).containsExactlyInAnyOrderElementsOf(rows).isNotEqualTo(first);
  }

  @Test
  void dependsOnTheSeedAlone() {
    assertThat(epoch(new BatchOrder<>(rows, 8, 1, null)))
        .isEqualTo(epoch(new BatchOrder<>(rows, 8, 1, null)));
    assertThat(epoch(new BatchOrder<>(rows, 8, 1, null)))
        .isNotEqualTo(epoch(new BatchOrder<>(rows, 8, 2, null)));
  }

  @Test
  void putsRowsOfLikeLengthTogether() {
    BatchOrder<Parity.Sequence> order = new BatchOrder<>(rows, 8, 1, null);
    int real = 0;
    int padded = 0;
    for (int i = 0; i < order.batchesPerEpoch(); i++) {
      List<Parity.Sequence> batch = order.next();
      real += batch.stream().mapToInt(Feature::length).sum();
      padded += batch.size() * batch.stream().mapToInt(Feature::length).max().orElseThrow();
    }
    assertThat((double) padded / real).isLessThan(1.05);
  }

  private static List<Parity.Sequence> epoch(BatchOrder<Parity.Sequence> order) {
    List<Parity.Sequence> seen = new ArrayList<>();
    for (int i = 0; i < order.batchesPerEpoch(); i++) {
      seen.addAll(order.next());
    }
    return seen;
  }
}
