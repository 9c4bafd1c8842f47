package org.peftbench.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.outline.Outlines;
import org.peftbench.results.base.Json;

/**
 * Every site that a backbone publishes is asked for what hangs there, with the shapes it states.
 */
class SitesTest {
  private static final int PREFIX = 2;
  private static final int PROMPT = 3;

  static Stream<String> cases() {
    return Stream.concat(EncoderParityTest.cases(), Seq2SeqParityTest.cases());
  }

  static Stream<String> oneStack() {
    return EncoderParityTest.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void weightsHaveTheWidthsOfTheirSites(String name) throws IOException {
    try (ParityCase parity = new ParityCase(name)) {
      Backbone backbone = parity.backbone();
      assertThat(backbone.sites()).doesNotHaveDuplicates();
      for (Site site : backbone.sites()) {
        if (site.role().isLinear()) {
          assertThat(backbone.parameters().get(site.weight()).getShape())
              .isEqualTo(new Shape(site.out(), site.in()));
        } else if (site.role().isEmbedding()) {
          assertThat(backbone.parameters().get(site.weight()).getShape())
              .isEqualTo(new Shape(site.in(), site.out()));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void theOutlineIsTheBackboneWithoutItsWeights(String name) throws IOException {
    try (ParityCase parity = new ParityCase(name)) {
      ObjectNode config =
          (ObjectNode)
              Json.MAPPER.readTree(ParityCase.folder(name).resolve("config.json").toFile());
      Outline outline = Outlines.of(config.put("pooling", "cls"));
      Backbone backbone = parity.backbone();
      assertThat(outline.sites()).containsExactlyElementsOf(backbone.sites());
      assertThat(outline.sizes()).containsAllEntriesOf(backbone.sizes());
      assertThat(outline.hiddenSize()).isEqualTo(backbone.hiddenSize());
      assertThat(outline.maxPositions()).isEqualTo(backbone.maxPositions());
      assertThat(outline.keyValueHeads()).isEqualTo(backbone.keyValueHeads());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everySiteIsAsked(String name) throws IOException {
    try (ParityCase parity = new ParityCase(name);
        Ops ops = Ops.evaluation(parity.backbone().manager(), DataType.FLOAT32)) {
      Backbone backbone = parity.backbone();
      Set<Site> asked = new HashSet<>();
      Taps.Builder taps = Taps.builder();
      for (Site site : backbone.sites()) {
        hang(taps, backbone, site, asked, (o, y) -> y);
      }
      TokenBatch batch = TokenBatch.of(ops, parity.rows().subList(1, 3), 0);
      NDArray hidden = backbone.hiddenStates(ops, batch, taps.build(), 0);
      backbone.pooled(ops, hidden, batch, taps.build());

      // what comes out of a decoder has no prompt
      assertThat(backbone.ownStates(ops, hidden, batch).getShape())
          .isEqualTo(new Shape(2, batch.length(), backbone.hiddenSize()));
      assertThat(asked).containsExactlyInAnyOrderElementsOf(backbone.sites());
      assertThat(ops.values(hidden)).doesNotContain(Double.NaN);
    }
  }

  /** What hangs at one place, wherever it is, changes nothing below the layers that it touches. */
  @ParameterizedTest
  @MethodSource("oneStack")
  void untouchedLayersStayAsTheyAre(String name) throws IOException {
    try (ParityCase parity = new ParityCase(name);
        Ops ops = Ops.evaluation(parity.backbone().manager(), DataType.FLOAT32)) {
      Backbone backbone = parity.backbone();
      TokenBatch batch = TokenBatch.of(ops, parity.rows().subList(1, 3), 0);
      int layers = Taps.NONE.untouchedLayers(backbone);
      Set<Integer> cuts = new HashSet<>();
      for (Site site : backbone.sites()) {
        Taps.Builder taps = Taps.builder();
        hang(taps, backbone, site, new HashSet<>(), (o, y) -> o.shift(y, 1));
        Taps hung = taps.build();
        int cut = hung.untouchedLayers(backbone);
        cuts.add(cut);
        if (cut > 0) {
          NDArray below = ops.entering(cut, () -> backbone.hiddenStates(ops, batch, hung, 0));
          NDArray usual = ops.entering(cut, () -> backbone.hiddenStates(ops, batch, Taps.NONE, 0));
          assertThat(ops.values(below)).as("below %s", site).isEqualTo(ops.values(usual));
        }
      }
      for (int layer = 0; layer < layers; layer++) {
        assertThat(cuts).contains(layer);
      }
    }
  }

  private static void hang(
      Taps.Builder taps,
      Backbone backbone,
      Site site,
      Set<Site> asked,
      BiFunction<Ops, NDArray, NDArray> change) {
    if (site.role().isLinear()) {
      taps.linear(
          site,
          (ops, x, base) -> {
            asked.add(site);
            assertThat(last(x)).as("width into %s", site).isEqualTo(site.in());
            return change.apply(ops, base.forward(ops, x));
          });
      return;
    }
    switch (site.role()) {
      case STACK_INPUT ->
          taps.prompt(
              (ops, rows) -> {
                asked.add(site);
                return ops.full(new Shape(rows, PROMPT, site.in()), 0.1);
              },
              false);
      case ATTENTION ->
          taps.prefix(
              site,
              (ops, rows) -> {
                asked.add(site);
                int heads = backbone.keyValueHeads();
                Shape shape = new Shape(rows, heads, PREFIX, site.out() / heads);
                return new Taps.KeyValue(ops.full(shape, 0.1), ops.full(shape, 0.2));
              });
      case ATTENTION_SUBLAYER, FFN_SUBLAYER ->
          taps.sublayer(
              site,
              (ops, x, y, rest) -> {
                asked.add(site);
                assertThat(y.getShape()).isEqualTo(x.getShape());
                return change.apply(ops, y);
              });
      default ->
          taps.output(
              site,
              (ops, y) -> {
                asked.add(site);
                assertThat(last(y)).as("width out of %s", site).isEqualTo(site.out());
                return change.apply(ops, y);
              });
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void activationsCanBeChanged(String name) throws IOException {
    try (ParityCase parity = new ParityCase(name);
        Ops ops = Ops.evaluation(parity.backbone().manager(), DataType.FLOAT32)) {
      Backbone backbone = parity.backbone();
      Set<Site> asked = new HashSet<>();
      Taps.Builder taps = Taps.builder();
      Set<Site> activated =
          backbone.sites().stream()
              .filter(s -> s.role() == Role.FFN_UP || s.role() == Role.POOLER)
              .collect(Collectors.toSet());
      for (Site site : activated) {
        taps.output(
            site,
            (o, y) -> {
              asked.add(site);
              assertThat(last(y)).isEqualTo(site.out());
              return y;
            });
      }
      TokenBatch batch = TokenBatch.of(ops, parity.rows(), 0);
      NDArray hidden = backbone.hiddenStates(ops, batch, taps.build(), 0);
      backbone.pooled(ops, hidden, batch, taps.build());
      assertThat(asked).isEqualTo(activated);
    }
  }

  private static long last(NDArray x) {
    return x.getShape().get(x.getShape().dimension() - 1);
  }
}
