package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ledger;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/** A dry run makes the arrays that a step on the engine makes, whatever the network and method. */
class DryRunTest {
  private static final double DROPOUT = 0.1;

  /**
   * Whether a checkpoint brings a pooler, its configuration does not say; those with a head don't.
   */
  static Stream<Arguments> cells() {
    return SmallNetwork.names().stream()
        .filter(network -> !network.endsWith("-masked"))
        .flatMap(
            network ->
                PeftMethods.all().stream().map(method -> Arguments.of(network, method.name())));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void makesTheSameArrays(String network, String name) throws IOException {
    PeftMethod<?> method = PeftMethods.named(name);
    Ledger ledger = new Ledger();
    try (SmallNetwork real = new SmallNetwork(network);
        SmallNetwork dry = new SmallNetwork(network, ledger)) {
      assertThat(dry.backbone.sizes()).isEqualTo(real.backbone.sizes());
      ObjectNode config = SmallSettings.of(method, real.backbone);
      try {
        method.cost(real.backbone, config);
      } catch (UserError refused) {
        return; // MethodMatrixTest says which may
      }
      assertThat(step(dry, method, config)).isEqualTo(step(real, method, config));
    }
    assertThat(ledger.live()).as("all is given back").isZero();
  }

  /** A method's other settings may call other operations. */
  @ParameterizedTest
  @ValueSource(strings = {"average", "max", "min", "l2", "product"})
  void makesTheSameArraysWithSeveralVectors(String pooling) throws IOException {
    PeftMethod<?> method = PeftMethods.named("propulsion");
    ObjectNode settings = Json.MAPPER.createObjectNode();
    ObjectNode config = method.complete(settings.put("vectors", 3).put("pooling", pooling));
    String network = "parity/roberta";
    Ledger ledger = new Ledger();
    try (SmallNetwork real = new SmallNetwork(network);
        SmallNetwork dry = new SmallNetwork(network, ledger)) {
      assertThat(step(dry, method, config)).isEqualTo(step(real, method, config));
    }
    assertThat(ledger.live()).as("all is given back").isZero();
  }

  /** A training's first step, with the method's own part: shapes as {@link #pass} has them. */
  private static List<String> step(SmallNetwork model, PeftMethod<?> method, ObjectNode config) {
    model.drop(DROPOUT);
    try (Adaptation adaptation = method.attach(model.backbone, config, 1);
        AdamW optimizer = model.optimizer(adaptation)) {
      adaptation.begin(0, SmallSettings.STEPS, optimizer);
      List<String> shapes = pass(model, adaptation);
      if (!adaptation.trainables().isEmpty()) {
        adaptation.beforeStep(1);
        adaptation.afterStep(1, SmallSettings.STEPS);
      }
      return shapes;
    }
  }

  /** Shapes of all arrays that a step has made when it comes to its loss. */
  private static List<String> pass(SmallNetwork model, Adaptation adaptation) {
    try (Ops ops = Ops.training(model.backbone.manager(), model.backbone.dtype());
        GradientCollector collector = ops.collector()) {
      NDArray loss = model.loss(ops, adaptation);
      List<String> shapes =
          ops.scope().getManagedArrays().stream()
              .map(NDArray::getShape)
              .map(Shape::toString)
              .sorted(Comparator.naturalOrder())
              .toList();
      if (!adaptation.trainables().isEmpty()) {
        ops.backward(collector, loss);
      }
      return shapes;
    }
  }
}
