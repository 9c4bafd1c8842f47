package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.Architecture;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.Encoding;

/** A network gone through in two halves is the network. */
class StackPartTest {
  private static final int PAD = 1;

  @TempDir Path home;

  private LanguageModel open(String model) throws IOException {
    return Architecture.openAnyLanguageModel(
        new ModelRepository(home, true, line -> {}).fetch(model), DataType.FLOAT32);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny-roberta", "tiny-deberta", "tiny-decoder"})
  void twoHalvesGiveTheSameBitsAsOneWhole(String name) throws IOException {
    try (LanguageModel model = open(name);
        Ops ops = Ops.evaluation(model.manager(), model.dtype())) {
      TokenBatch batch = batch(ops);
      float[] whole = ops.floatValues(model.hiddenStates(ops, batch, Taps.NONE, 0));
      int layers = Taps.NONE.untouchedLayers(model);
      assertThat(layers).isGreaterThan(1);
      for (int cut = 1; cut <= layers; cut++) {
        Set<Integer> below = new TreeSet<>();
        Set<Integer> above = new TreeSet<>();
        Taps lower = watching(model, below);
        Taps upper = watching(model, above);
        NDArray state = ops.entering(cut, () -> model.hiddenStates(ops, batch, lower, 0));
        NDArray halves = ops.from(cut, state, () -> model.hiddenStates(ops, batch, upper, 0));

        assertThat(ops.floatValues(halves)).as("cut below layer %d", cut).isEqualTo(whole);
        assertThat(below).hasSize(cut).allMatch(layer -> layer < layers);
        assertThat(above).hasSize(layers - cut).doesNotContainAnyElementsOf(below);
      }
      assertThatThrownBy(() -> ops.entering(0, () -> model.hiddenStates(ops, batch, Taps.NONE, 0)))
          .hasMessageContaining("layer 0");
    }
  }

  /** The trained bias, and dropout behind it, see what they see in the whole network. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aTrainedLayerHasTheSameGradient(boolean checkpointed) throws IOException {
    try (LanguageModel model = open("tiny-roberta")) {
      int last = Taps.NONE.untouchedLayers(model) - 1;
      Site site =
          model.sites().stream()
              .filter(place -> place.role() == Role.QUERY && place.layer() == last)
              .findFirst()
              .orElseThrow();
      try (NDArray bias = model.parameters().get(site.bias()).duplicate()) {
        bias.setRequiresGradient(true);
        Taps taps =
            Taps.builder()
                .parameter(site.bias(), bias)
                .linear(site, (own, x, base) -> own.dropout(base.forward(own, x), 0.5))
                .build();
        assertThat(taps.untouchedLayers(model)).isEqualTo(last);
        float[] whole = gradient(model, taps, bias, 0, checkpointed);
        assertThat(gradient(model, taps, bias, last, checkpointed)).isEqualTo(whole);
        assertThat(whole).isNotEqualTo(new float[whole.length]);
      }
    }
  }

  private static float[] gradient(
      LanguageModel model, Taps taps, NDArray bias, int cut, boolean checkpointed) {
    try (Ops ops = Ops.training(model.manager(), model.dtype(), 7, checkpointed);
        GradientCollector collector = ops.collector()) {
      TokenBatch batch = batch(ops);
      NDArray states =
          cut == 0
              ? model.hiddenStates(ops, batch, taps, 0)
              : ops.from(cut, below(model, cut), () -> model.hiddenStates(ops, batch, taps, 0));
      ops.backward(collector, ops.mean(ops.multiply(states, states)));
      try (NDArray gradient = bias.getGradient()) {
        float[] values = gradient.toFloatArray();
        Kernels.instance().call("zero_gradients", List.of(List.of(gradient)));
        return values;
      }
    }
  }

  /** What enters a layer, made by a pass of its own. */
  private static NDArray below(LanguageModel model, int cut) {
    try (Ops ops = Ops.evaluation(model.manager(), model.dtype())) {
      TokenBatch batch = batch(ops);
      NDArray state = ops.entering(cut, () -> model.hiddenStates(ops, batch, Taps.NONE, 0));
      return ops.keep(state, model.manager());
    }
  }

  private static TokenBatch batch(Ops ops) {
    return TokenBatch.of(
        ops,
        List.of(
            new Encoding(new long[] {0, 5, 6, 7, 2}, new long[5]),
            new Encoding(new long[] {0, 9, 2}, new long[3])),
        PAD);
  }

  /** Taps that change nothing and note which layers are computed. */
  private static Taps watching(LanguageModel model, Set<Integer> computed) {
    Taps.Builder taps = Taps.builder();
    model.sites().stream()
        .filter(site -> site.role() == Role.QUERY)
        .forEach(
            site ->
                taps.linear(
                    site,
                    (own, x, base) -> {
                      computed.add(site.layer());
                      return base.forward(own, x);
                    }));
    return taps.build();
  }

  @Test
  void layersBelowAllThatHangsAreUntouched() throws IOException {
    try (LanguageModel model = open("tiny-roberta")) {
      int layers = Taps.NONE.untouchedLayers(model);
      Site query =
          model.sites().stream()
              .filter(site -> site.role() == Role.QUERY && site.layer() == 1)
              .findFirst()
              .orElseThrow();
      Site embedding = model.sites().get(0);
      assertThat(embedding.layer()).isEqualTo(-1);
      try (NDArray any = model.parameters().get(query.bias()).duplicate()) {
        assertThat(Taps.builder().parameter(query.bias(), any).build().untouchedLayers(model))
            .isEqualTo(1);
        assertThat(Taps.builder().output(query, (ops, y) -> y).build().untouchedLayers(model))
            .isEqualTo(1);
        assertThat(Taps.builder().output(embedding, (ops, y) -> y).build().untouchedLayers(model))
            .isZero();
        assertThat(Taps.builder().parameter(embedding.weight(), any).build().untouchedLayers(model))
            .isZero();
        assertThat(Taps.builder().parameter("of no site", any).build().untouchedLayers(model))
            .isZero();
        assertThat(Taps.builder().prompt((ops, rows) -> any, false).build().untouchedLayers(model))
            .isZero();
      }
      model.sites().stream()
          .skip(model.sites().indexOf(query))
          .filter(site -> site.layer() < 0) // the language model's head
          .forEach(
              site ->
                  assertThat(
                          Taps.builder().output(site, (ops, y) -> y).build().untouchedLayers(model))
                      .as("%s", site)
                      .isEqualTo(layers));
    }
  }
}
