package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.Architecture;
import org.peftbench.models.Outline;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.outline.Outlines;
import org.peftbench.results.base.UserError;

/** Every method on every architecture: it trains there as it promises, or it says why not. */
class MethodMatrixTest {
  /** Why a method may refuse a network: what can't be combined at all, and nothing else. */
  private static final Map<String, String> REASONS =
      Map.of("bitfit", "have no biases in this backbone");

  static Stream<Arguments> cells() {
    return SmallNetwork.names().stream()
        .flatMap(
            network ->
                PeftMethods.all().stream().map(method -> Arguments.of(network, method.name())));
  }

  @Test
  void everyArchitectureIsThere() throws IOException {
    Set<String> types = new HashSet<>();
    for (String network : SmallNetwork.names()) {
      types.add(Architecture.readConfig(SmallNetwork.files(network)).get("model_type").asText());
    }
    for (Architecture architecture : Architecture.all()) {
      assertThat(types).containsAnyElementsOf(architecture.modelTypes());
    }
  }

  static List<String> networks() {
    return SmallNetwork.names();
  }

  /** A planner sees outlines only: they have to be what a worker will find. */
  @ParameterizedTest
  @MethodSource("networks")
  void planningSeesThePlacesThatAreThere(String network) throws IOException {
    List<Site> planned = Outlines.of(SmallNetwork.files(network)).sites();
    try (SmallNetwork model = new SmallNetwork(network)) {
      assertThat(withoutPooler(planned)).isEqualTo(withoutPooler(model.backbone.sites()));
    }
  }

  /** Whether a pooler is used is for the checkpoint to say, not for its configuration. */
  private static List<Site> withoutPooler(List<Site> sites) {
    return sites.stream().filter(site -> site.role() != Role.POOLER).toList();
  }

  @ParameterizedTest
  @MethodSource("cells")
  void trainsOrSaysWhyNot(String network, String name) throws IOException {
    PeftMethod<?> method = PeftMethods.named(name);
    Outline planned = Outlines.of(SmallNetwork.files(network));
    try (SmallNetwork model = new SmallNetwork(network)) {
      ObjectNode config = SmallSettings.of(method, model.backbone);
      try {
        method.cost(planned, config);
      } catch (UserError refusal) {
        assertThat(refusal).hasMessageContaining(REASONS.getOrDefault(name, "no reason at all"));
        assertThatThrownBy(() -> method.attach(model.backbone, config, 1).close())
            .isInstanceOf(UserError.class)
            .hasMessage(refusal.getMessage());
        return;
      }
      assertTrains(model, method, config);
    }
  }

  /** DeBERTa asks a layer's queries and keys twice: for tokens, and for relative positions. */
  @ParameterizedTest
  @ValueSource(strings = {"input", "middle"})
  void layersAreLinkedWhereAMapIsAskedTwice(String structure) throws IOException {
    PeftMethod<?> method = PeftMethods.named("reslora");
    try (SmallNetwork model = new SmallNetwork("parity/deberta-v3")) {
      ObjectNode config = SmallSettings.of(method, model.backbone).put("structure", structure);
      assertTrains(model, method, config);
    }
  }

  private static void assertTrains(SmallNetwork model, PeftMethod<?> method, ObjectNode config) {
    Map<String, float[]> frozen = model.frozen();
    double[] before = model.logits(Taps.NONE);
    Cost cost = method.cost(model.backbone, config);
    Engine.getInstance().setRandomSeed(3);
    try (Adaptation adaptation = method.attach(model.backbone, config, 1);
        AdamW optimizer = model.optimizer(adaptation)) {
      assertThat(adaptation.trainables().stream().mapToLong(Trainable::size).sum())
          .as("trained")
          .isEqualTo(cost.trained());
      assertThat(
              adaptation.buffers().values().stream()
                  .mapToLong(array -> array.getShape().size() * array.getDataType().getNumOfBytes())
                  .sum())
          .as("remembered")
          .isEqualTo(cost.rememberedBytes());
      if (startsAsTheFrozenModel(method)) {
        assertClose(model.logits(adaptation.taps()), before, 1e-4);
      }
      if (cost.trained() == 0) {
        return; // the head's part, which there is none of here
      }
      assertThat(Arrays.stream(model.train(adaptation, optimizer, SmallSettings.STEPS)).boxed())
          .as("losses")
          .allMatch(Double::isFinite);
      adaptation.decisions();
      List<NDArray> untouched = optimizer.untouched();
      assertThat(adaptation.trainables().stream().filter(t -> untouched.contains(t.array())))
          .extracting(Trainable::name)
          .as("never moved")
          .isEmpty();
      double[] adapted = model.logits(adaptation.taps());
      assertThat(adapted).isNotEqualTo(before);
      assertThat(model.logits(Taps.NONE)).as("without its taps").isEqualTo(before);
      assertMerges(model, adaptation, cost, adapted);
    }
    model
        .frozen()
        .forEach(
            (parameter, after) -> assertThat(after).as(parameter).isEqualTo(frozen.get(parameter)));
  }

  private static boolean startsAsTheFrozenModel(PeftMethod<?> method) {
    return MethodFixture.ALL.stream()
        .filter(row -> row.method().equals(method.name()))
        .findFirst()
        .orElseThrow()
        .identityAtStart();
  }

  private static void assertMerges(
      SmallNetwork model, Adaptation adaptation, Cost cost, double[] adapted) {
    try (Ops ops = Ops.evaluation(model.backbone.manager(), model.backbone.dtype())) {
      Map<String, NDArray> merged = adaptation.merged(ops);
      assertThat(merged != null).as("merges").isEqualTo(cost.mergeable());
      if (merged != null) {
        assertThat(model.backbone.parameters())
            .containsKeys(merged.keySet().toArray(String[]::new));
        Taps.Builder plain = Taps.builder();
        merged.forEach(plain::parameter);
        assertClose(model.logits(plain.build()), adapted, 1e-3);
      }
    }
  }

  private static void assertClose(double[] found, double[] expected, double tolerance) {
    double largest = Math.max(1, Arrays.stream(expected).map(Math::abs).max().orElse(0));
    for (int i = 0; i < expected.length; i++) {
      assertThat(found[i]).isCloseTo(expected[i], within(tolerance * largest));
    }
  }
}
