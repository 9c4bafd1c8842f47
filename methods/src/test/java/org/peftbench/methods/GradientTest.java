package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.DoubleBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.ops.Ops;

/**
 * Gradients in float64 agree with central differences, along a random direction for each trained
 * array.
 */
class GradientTest {
  private static final double STEP = 1e-5;

  /** Publish another gradient than the slope: DoRA takes its norms as constants. */
  private static final Set<String> SURROGATES = Set.of("dora");

  @TempDir Path folder;

  static List<MethodFixture> fixtures() {
    return MethodFixture.ALL.stream()
        .filter(fixture -> !SURROGATES.contains(fixture.method()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void agreesWithCentralDifferences(MethodFixture fixture) throws IOException {
    try (TinyModel model = new TinyModel(folder, DataType.FLOAT64);
        Adaptation adaptation = fixture.attach(model, 1)) {
      Random random = new Random(2);
      for (Trainable trainable : adaptation.trainables()) { // away from the start's zeros
        move(trainable.array(), direction(random, trainable.array()), 0.05);
      }
      try (Ops ops = Ops.evaluation(model.backbone.manager(), DataType.FLOAT64);
          GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        collector.backward(model.loss(ops, adaptation, 0));
      }
      for (Trainable trainable : adaptation.trainables()) {
        if (trainable.name().endsWith(".mask")) {
          continue; // scores of ProPETL's masks learn from a surrogate; the loss has steps in them
        }
        NDArray array = trainable.array();
        double[] direction = direction(random, array);
        double slope = 0;
        try (NDArray gradient = array.getGradient()) {
          double[] values = gradient.toDoubleArray();
          for (int i = 0; i < values.length; i++) {
            slope += values[i] * direction[i];
          }
        }
        move(array, direction, STEP);
        double above = model.loss(adaptation);
        move(array, direction, -2 * STEP);
        double below = model.loss(adaptation);
        move(array, direction, STEP);
        double difference = (above - below) / (2 * STEP);
        assertThat(slope)
            .as(trainable.name())
            .isCloseTo(difference, within(1e-6 * Math.max(1, Math.abs(difference))));
      }
    }
  }

  private static double[] direction(Random random, NDArray array) {
    return random.doubles(array.getShape().size(), -1, 1).toArray();
  }

  private static void move(NDArray array, double[] direction, double length) {
    double[] values = array.toDoubleArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += length * direction[i];
    }
    Shape shape = array.getShape();
    try (Ops ops = Ops.evaluation(array.getManager(), DataType.FLOAT64);
        NDArray moved = ops.scope().create(DoubleBuffer.wrap(values), shape, DataType.FLOAT64)) {
      ops.assign(array, moved);
    }
  }
}
