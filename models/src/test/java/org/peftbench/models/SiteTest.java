package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteTest {
  @ParameterizedTest
  @CsvSource({
    "3, encoder.layer.3.attention.self.query, encoder.layer.*.attention.self.query",
    "11, h.11.mlp.fc1, h.*.mlp.fc1",
    "1, decoder.block.1.layer.1.EncDecAttention.q, decoder.block.*.layer.1.EncDecAttention.q",
    "1, layers.1.fc1, layers.*.fc1",
    "-1, pooler.dense, pooler.dense"
  })
  void kindsLeaveTheLayerOpen(int layer, String module, String kind) {
    assertThat(new Site("encoder", layer, Role.QUERY, module, 2, 2).kind()).isEqualTo(kind);
  }
}
