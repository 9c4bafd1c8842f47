package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.models.Architecture;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.Encoding;

/** What is frozen costs nothing on the way back. */
class FrozenWorkTest {
  @TempDir Path home;

  private LanguageModel model;
  private NDArray trained;
  private Site adapted;

  /** Trains the query bias of the last layer. */
  @BeforeEach
  void open() throws IOException {
    model =
        Architecture.openAnyLanguageModel(
            new ModelRepository(home, true, line -> {}).fetch("tiny-roberta"), DataType.FLOAT32);
    adapted =
        model.sites().stream()
            .filter(site -> site.role() == Role.QUERY)
            .max(Comparator.comparingInt(Site::layer))
            .orElseThrow();
    trained = model.parameters().get(adapted.bias()).duplicate();
    trained.setRequiresGradient(true);
  }

  @AfterEach
  void close() {
    trained.close();
    model.close();
  }

  @Test
  void noGradientGoesBelowTheLowestTrainedPlace() {
    Map<Site, Boolean> followed = new LinkedHashMap<>();
    try (Ops ops = Ops.training(model.manager(), model.dtype());
        GradientCollector collector = ops.collector()) {
      ops.backward(collector, ops.mean(pass(ops, followed)));
    }
    assertThat(adapted.layer()).isPositive();
    followed.forEach(
        (site, entering) -> {
          boolean before = model.sites().indexOf(site) < model.sites().indexOf(adapted);
          boolean beside = List.of(Role.QUERY, Role.KEY, Role.VALUE).contains(site.role());
          assertThat(entering)
              .as("%s is followed", site)
              .isEqualTo(!before && !(beside && site.layer() == adapted.layer()));
        });
    assertThat(followed).containsValue(true).containsValue(false);
    model.parameters().values().forEach(frozen -> assertThat(frozen.hasGradient()).isFalse());
  }

  @Test
  void evaluationKeepsNoGraph() {
    Map<Site, Boolean> followed = new LinkedHashMap<>();
    try (Ops ops = Ops.evaluation(model.manager(), model.dtype())) {
      assertThat(isFollowed(pass(ops, followed))).isFalse();
    }
    assertThat(followed).isNotEmpty().doesNotContainValue(true);
  }

  @Test
  void aLayerThatIsDoneLeavesItsResultAlone() {
    List<Integer> arrays = new ArrayList<>();
    List<float[]> gradients = new ArrayList<>();
    for (boolean all : List.of(true, false)) {
      try (Ops ops =
              all
                  ? Ops.training(model.manager(), model.dtype())
                  : Ops.training(model.manager(), model.dtype(), 1, false);
          GradientCollector collector = ops.collector()) {
        NDArray loss = ops.mean(states(ops, Taps.builder(), 0));
        arrays.add(ops.scope().getManagedArrays().size());
        ops.backward(collector, loss);
        try (NDArray gradient = trained.getGradient()) {
          gradients.add(gradient.toFloatArray());
          Kernels.instance().call("zero_gradients", List.of(List.of(gradient)));
        }
      }
    }
    assertThat(arrays.get(1)).isLessThan(arrays.get(0) / 2);
    assertThat(gradients.get(1)).isEqualTo(gradients.get(0));
  }

  /** Hidden states, and of each linear map whether a gradient would go through what enters it. */
  private NDArray pass(Ops ops, Map<Site, Boolean> followed) {
    Taps.Builder taps = Taps.builder();
    model.sites().stream()
        .filter(site -> site.role().isLinear() && site.layer() >= 0)
        .forEach(
            site ->
                taps.linear(
                    site,
                    (own, x, base) -> {
                      followed.put(site, isFollowed(x));
                      return base.forward(own, x);
                    }));
    return states(ops, taps, 0.1);
  }

  private NDArray states(Ops ops, Taps.Builder taps, double dropout) {
    Encoding text = new Encoding(new long[] {0, 5, 6, 7, 2}, new long[5]);
    TokenBatch batch = TokenBatch.of(ops, List.of(text), 1);
    taps.parameter(adapted.bias(), trained);
    return model.hiddenStates(ops, batch, taps.build(), dropout);
  }

  private static boolean isFollowed(NDArray x) {
    try (NDArray answer = Kernels.instance().call("requires_gradient", x).singletonOrThrow()) {
      return answer.getBoolean();
    }
  }
}
