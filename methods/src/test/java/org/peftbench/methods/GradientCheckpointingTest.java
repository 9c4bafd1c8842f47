package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** What every method trains gets the same gradients from layers that are computed again. */
class GradientCheckpointingTest {
  private static final double DROPOUT = 0.1;

  /** Sums over layers of what they share are added in another order. */
  private static final double TOLERANCE = 1e-5;

  static Stream<Arguments> cells() {
    return Stream.of("bert/tiny", "parity/deberta-v3", "decoder/llama", "parity/bart", "parity/t5")
        .filter(SmallNetwork.names()::contains)
        .flatMap(
            network ->
                PeftMethods.all().stream().map(method -> Arguments.of(network, method.name())));
  }

  @Test
  void networksOfAllFormsAreThere() {
    assertThat(cells().map(cell -> cell.get()[0]).distinct()).hasSize(5);
  }

  @ParameterizedTest
  @MethodSource("cells")
  void gradientsAreTheSame(String network, String name) throws IOException {
    PeftMethod<?> method = PeftMethods.named(name);
    try (SmallNetwork model = new SmallNetwork(network)) {
      model.drop(DROPOUT);
      ObjectNode config = SmallSettings.of(method, model.backbone);
      try {
        method.cost(model.backbone, config);
      } catch (UserError refused) {
        return; // MethodMatrixTest says which may
      }
      Map<String, float[]> kept = gradients(model, method, config, false);
      Map<String, float[]> again = gradients(model, method, config, true);
      double noise = Math.ulp(1f) * largest(kept.values());
      kept.forEach(
          (array, gradient) ->
              assertThat(difference(gradient, again.get(array)))
                  .as(array)
                  .isLessThanOrEqualTo(TOLERANCE * largest(List.of(gradient)) + noise));
    }
  }

  private static double largest(Collection<float[]> arrays) {
    double largest = 0;
    for (float[] array : arrays) {
      for (float number : array) {
        largest = Math.max(largest, Math.abs(number));
      }
    }
    return largest;
  }

  private static double difference(float[] expected, float[] found) {
    assertThat(found).hasSameSizeAs(expected);
    double apart = 0;
    for (int i = 0; i < expected.length; i++) {
      apart = Math.max(apart, Math.abs((double) expected[i] - found[i]));
    }
    return apart;
  }

  private static Map<String, float[]> gradients(
      SmallNetwork model, PeftMethod<?> method, ObjectNode config, boolean checkpointed) {
    Map<String, float[]> gradients = new LinkedHashMap<>();
    try (Adaptation adaptation = method.attach(model.backbone, config, 1)) {
      try (Ops ops =
              Ops.training(model.backbone.manager(), model.backbone.dtype(), 3, checkpointed);
          GradientCollector collector = ops.collector()) {
        NDArray loss = model.loss(ops, adaptation);
        if (!adaptation.trainables().isEmpty()) {
          ops.backward(collector, loss);
        }
      }
      List<Trainable> trained = adaptation.trainables();
      for (Trainable trainable : trained) {
        try (NDArray gradient = trainable.array().getGradient()) {
          gradients.put(trainable.name(), gradient.toFloatArray());
        }
      }
    }
    return gradients;
  }
}
