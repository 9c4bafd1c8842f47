package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

class TopMaskTest {
  private static final float[] SCORES = {0.5f, -2, 0.5f, -0.1f, 3, -0.5f};

  @Test
  void dropsTheSmallestMagnitudesAndAmongEqualsTheFirst() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      NDArray scores = ops.floats(SCORES, new Shape(2, 3));
      assertThat(TopMask.of(ops, scores, 3).toFloatArray()).containsExactly(0, 1, 0, 0, 1, 1);
      assertThat(TopMask.of(ops, scores, 0).toFloatArray()).containsOnly(1);
      assertThat(TopMask.of(ops, scores, 5).getShape()).isEqualTo(new Shape(2, 3));
    }
  }

  @Test
  void passesGradientsToMagnitudesWhetherKeptOrNot() {
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        Ops ops = Ops.training(manager, DataType.FLOAT32);
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray scores = ops.floats(SCORES, new Shape(6));
      scores.setRequiresGradient(true);
      NDArray weights = ops.floats(new float[] {1, 2, 3, 4, 5, 6}, new Shape(6));
      collector.backward(ops.sum(ops.multiply(TopMask.of(ops, scores, 3), weights)));
      try (NDArray gradient = scores.getGradient()) {
        assertThat(gradient.toFloatArray()).containsExactly(1, -2, 3, -4, 5, -6);
      }
    }
  }
}
