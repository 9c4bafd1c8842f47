package org.peftbench.models.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.peftbench.models.generation.Strategy.Sampling;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

class SamplerTest {
  /** What {@code fixtures/generation/sampling.py} got of transformers. */
  @Test
  void leavesWhatTransformersLeaves() throws IOException {
    JsonNode cases;
    try (InputStream in = SamplerTest.class.getResourceAsStream("sampling.json")) {
      cases = Json.MAPPER.readTree(in);
    }
    assertThat(cases).hasSize(7);
    for (JsonNode known : cases) {
      Sampling strategy =
          new Sampling(
              known.get("temperature").asDouble(),
              known.get("top_k").asInt(),
              known.get("top_p").asDouble(),
              0);
      double[] found = Sampler.probabilities(doubles(known.get("logits")), strategy);
      double[] expected = doubles(known.get("probabilities"));
      for (int token = 0; token < expected.length; token++) {
        assertThat(found[token]).as("%s", known).isCloseTo(expected[token], within(1e-12));
      }
    }
  }

  @Test
  void drawsAsOftenAsIsProbable() {
    double[] logits = {0, Math.log(2), Math.log(5), Double.NEGATIVE_INFINITY};
    Sampler sampler = new Sampler(new Sampling(1, 0, 1, 7), 0);
    int[] counts = new int[4];
    for (int i = 0; i < 80_000; i++) {
      counts[sampler.draw(logits)]++;
    }
    // five standard deviations
    assertThat(counts[0]).isCloseTo(10_000, within(470));
    assertThat(counts[1]).isCloseTo(20_000, within(620));
    assertThat(counts[2]).isCloseTo(50_000, within(690));
    assertThat(counts[3]).isZero();
  }

  @Test
  void dependsOnSeedAndRowAlone() {
    double[] logits = new double[50];
    assertThat(draws(3, 1, logits)).isEqualTo(draws(3, 1, logits));
    assertThat(draws(3, 1, logits)).isNotEqualTo(draws(4, 1, logits));
    assertThat(draws(3, 1, logits)).isNotEqualTo(draws(3, 2, logits));
  }

  @Test
  void refusesWhatIsNoDistribution() {
    assertThatThrownBy(() -> new Sampling(0, 0, 1, 0))
        .isInstanceOf(UserError.class)
        .hasMessage("temperature must be > 0, got 0.0: use greedy for 0");
    assertThatThrownBy(() -> new Sampling(1, -1, 1, 0)).hasMessageContaining("top_k");
    assertThatThrownBy(() -> new Sampling(1, 0, 0, 0)).hasMessageContaining("top_p");
    assertThatThrownBy(() -> new Sampling(1, 0, 1.1, 0)).hasMessageContaining("top_p");
  }

  private static int[] draws(long seed, int row, double[] logits) {
    Sampler sampler = new Sampler(new Sampling(1, 0, 1, seed), row);
    return IntStream.range(0, 20).map(i -> sampler.draw(logits)).toArray();
  }

  private static double[] doubles(JsonNode array) {
    return IntStream.range(0, array.size()).mapToDouble(i -> array.get(i).asDouble()).toArray();
  }
}
