package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.peftbench.results.base.Json;

class AdamWTest {
  /** Ten steps of torch's own optimizer, by {@code fixtures/optimizer/adamw.py}. */
  @ParameterizedTest
  @EnumSource
  void stepsAsTorchSteps(KernelForm form) throws IOException {
    JsonNode fixture = Json.MAPPER.readTree(AdamWTest.class.getResourceAsStream("adamw.json"));
    try (NDManager root = NDManager.newBaseManager("PyTorch")) {
      NDArray weight = trained(root, fixture.get("weight"), new Shape(3, 4));
      NDArray bias = trained(root, fixture.get("bias"), new Shape(4));
      try (AdamW optimizer =
          new AdamW(
              root,
              List.of(
                  new AdamW.Group(List.of(weight), 0.1, 1),
                  new AdamW.Group(List.of(), 0.1, 1),
                  new AdamW.Group(List.of(bias), 0, 3)),
              0.9,
              0.999,
              1e-8,
              form)) {
        for (JsonNode step : fixture.get("steps")) {
          setGradients(root, List.of(weight, bias), step.get("gradients"));
          double norm = step.get("norm").doubleValue();
          assertThat(optimizer.clip(1)).isCloseTo(norm, within(1e-6 * norm));
          optimizer.step(0.02);
          optimizer.zeroGradients();
          assertClose(weight, step.get("weight"));
          assertClose(bias, step.get("bias"));
        }
        assertThat(optimizer.untouched()).isEmpty();
      }
    }
  }

  @Test
  void namesWhatNoGradientReached() {
    try (NDManager root = NDManager.newBaseManager("PyTorch")) {
      NDArray used = root.ones(new Shape(2), DataType.FLOAT32);
      NDArray unused = root.ones(new Shape(2), DataType.FLOAT32);
      used.setRequiresGradient(true);
      unused.setRequiresGradient(true);
      try (AdamW optimizer =
          new AdamW(
              root, List.of(new AdamW.Group(List.of(used, unused), 0, 1)), 0.9, 0.999, 1e-8)) {
        backward(root, used, new float[] {1, 2});
        optimizer.step(0.1);
        assertThat(optimizer.untouched()).containsExactly(unused);
        // What is forgotten has moved all the same, though no gradient may come behind it.
        optimizer.forget(used);
        optimizer.forget(unused);
        assertThat(optimizer.untouched()).containsExactly(unused);
      }
    }
  }

  private static NDArray trained(NDManager root, JsonNode values, Shape shape) {
    try (Ops ops = Ops.evaluation(root, DataType.FLOAT32)) {
      NDArray array = ops.keep(ops.floats(flat(values), shape), root);
      array.setRequiresGradient(true);
      return array;
    }
  }

  private static void setGradients(NDManager root, List<NDArray> arrays, JsonNode gradients) {
    for (int i = 0; i < arrays.size(); i++) {
      backward(root, arrays.get(i), flat(gradients.get(i)));
    }
  }

  /** A linear loss whose gradient is the given one. */
  private static void backward(NDManager root, NDArray array, float[] gradient) {
    try (Ops ops = Ops.training(root, DataType.FLOAT32);
        GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
      NDArray slope = ops.floats(gradient, array.getShape());
      collector.backward(ops.sum(ops.multiply(array, slope)));
    }
  }

  private static void assertClose(NDArray array, JsonNode expected) {
    float[] values = flat(expected);
    float[] found = array.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      assertThat(found[i]).isCloseTo(values[i], within(1e-6f * Math.max(1, Math.abs(values[i]))));
    }
  }

  private static float[] flat(JsonNode node) {
    List<Float> values = new ArrayList<>();
    collect(node, values);
    float[] flat = new float[values.size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = values.get(i);
    }
    return flat;
  }

  private static void collect(JsonNode node, List<Float> into) {
    if (node.isArray()) {
      node.forEach(item -> collect(item, into));
    } else {
      into.add((float) node.doubleValue());
    }
  }
}
