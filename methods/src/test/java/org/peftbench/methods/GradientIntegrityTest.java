package org.peftbench.methods;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.models.ops.AdamW;

/**
 * Training does not care when Java collects garbage.
 *
 * <p>An operand of autograd that lies in Java memory is freed by a collection between forward and
 * backward, and whatever takes its place is read in its stead: see the page of {@code
 * org.peftbench.models.ops}. Two hundred steps under that pressure must equal two hundred steps
 * without, bit by bit.
 */
class GradientIntegrityTest {
  private static final int STEPS = 200;

  @TempDir Path folder;

  static List<MethodFixture> fixtures() {
    return MethodFixture.ALL;
  }

  @Tag("slow")
  @ParameterizedTest
  @MethodSource("fixtures")
  void twoHundredStepsUnderPressure(MethodFixture fixture) throws IOException {
    assertThat(train(fixture, STEPS, GradientIntegrityTest::collectAndReuse))
        .isEqualTo(train(fixture, STEPS, () -> {}));
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void aFewStepsUnderPressure(MethodFixture fixture) throws IOException {
    assertThat(train(fixture, 8, GradientIntegrityTest::collectAndReuse))
        .isEqualTo(train(fixture, 8, () -> {}));
  }

  /** Losses of all steps, then every trained number. */
  private List<Double> train(MethodFixture fixture, int steps, Runnable pressure)
      throws IOException {
    try (TinyModel model = new TinyModel(folder, DataType.FLOAT32);
        Adaptation adaptation = fixture.attach(model, 1);
        AdamW optimizer = model.optimizer(adaptation)) {
      Engine.getInstance().setRandomSeed(9);
      List<Double> trace = new ArrayList<>();
      for (int step = 1; step <= steps; step++) {
        trace.add(model.step(adaptation, optimizer, step, steps, 0.1, pressure));
      }
      for (Trainable trainable : adaptation.trainables()) {
        for (float value : trainable.array().toFloatArray()) {
          trace.add((double) value);
        }
      }
      return trace;
    }
  }

  /** The pressure is real: what is known to go wrong under it does. */
  @Test
  void pressureCorruptsAnOperandInJavaMemory() {
    int wrong = 0;
    try (NDManager root = NDManager.newBaseManager("PyTorch")) {
      for (int trial = 0; trial < 60; trial++) {
        try (NDManager step = root.newSubManager()) {
          NDArray x = step.ones(new Shape(4, 4));
          x.setRequiresGradient(true);
          try (GradientCollector collector = Engine.getEngine("PyTorch").newGradientCollector()) {
            NDArray loss = x.mul(3f).sum();
            collectAndReuse();
            collector.backward(loss);
          }
          wrong += x.getGradient().toFloatArray()[0] == 3f ? 0 : 1;
        }
      }
    }
    assertThat(wrong).as("of 60 that DJL 0.35 gets wrong; mended there?").isPositive();
  }

  /** Frees what Java no longer holds, and fills the freed memory. */
  private static void collectAndReuse() {
    // What a step has made is young, and collecting the young alone takes a tenth of the time.
    WeakReference<Object> canary = new WeakReference<>(new Object());
    byte[] garbage = {};
    while (canary.get() != null) {
      garbage = new byte[1 << 16];
    }
    assertThat(garbage).hasSize(1 << 16); // what nobody looks at isn't made
    List<ByteBuffer> reuse = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      reuse.add(ByteBuffer.allocateDirect(4).order(ByteOrder.nativeOrder()).putFloat(0, 7e8f));
    }
    assertThat(reuse).hasSize(2000);
  }
}
