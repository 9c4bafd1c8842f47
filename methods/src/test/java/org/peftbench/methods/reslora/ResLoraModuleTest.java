package org.peftbench.methods.reslora;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.peftbench.methods.lora.LoraModule;
import org.peftbench.models.Linear;
import org.peftbench.models.Role;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/** Which call of a layer meets which of the layer before; the rest is held by parity fixtures. */
class ResLoraModuleTest {
  private static final Site SITE = new Site("encoder", 0, Role.QUERY, "query", 2, 1);

  /** A of the first layer takes the left of a vector, that of the second the right. */
  @ParameterizedTest
  @CsvSource({"INPUT, 4, 8, 12", "MIDDLE, 3, 7, 11"})
  void aCallIsLinkedToTheSameOfTheLayerBefore(
      ResLora.Structure structure, double token, double place, double otherPlace) {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops parameters = Ops.evaluation(manager, DataType.FLOAT32)) {
      Linear base = new Linear(SITE, parameters.zeros(new Shape(1, 2)), null);
      ResLoraModule first = new ResLoraModule(pair(parameters, 1, 0), structure, List.of());
      ResLoraModule second = new ResLoraModule(pair(parameters, 0, 1), structure, List.of(first));
      for (int pass = 0; pass < 2; pass++) {
        try (Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
          NDArray tokens = ops.floats(new float[] {1, 2}, new Shape(1, 2));
          NDArray places = ops.floats(new float[] {3, 4, 5, 6}, new Shape(2, 2));
          assertThat(ops.values(first.apply(ops, tokens, base))).containsExactly(1);
          assertThat(ops.values(first.apply(ops, places, base))).containsExactly(3, 5);
          assertThat(ops.values(second.apply(ops, tokens, base))).containsExactly(token);
          assertThat(ops.values(second.apply(ops, places, base)))
              .containsExactly(place, otherPlace);
        }
      }
      try (Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
        NDArray tokens = ops.floats(new float[] {1, 2}, new Shape(1, 2));
        assertThatThrownBy(() -> second.apply(ops, tokens, base))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("a layer was computed before an earlier one");
      }
    }
  }

  private static LoraModule pair(Ops ops, float left, float right) {
    NDArray a = ops.floats(new float[] {left, right}, new Shape(1, 2));
    return new LoraModule(a, ops.ones(new Shape(1, 1)), 1, 0);
  }
}
