package org.peftbench.models.ops;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A linear map of 10 rows from 4 numbers to 3, by hand; a number has 4 bytes. */
class LedgerTest {
  private static final long X = 10 * 4 * 4;
  private static final long W = 3 * 4 * 4;
  private static final long B = 3 * 4;
  private static final long Y = 10 * 3 * 4;
  private static final long SCALAR = 4;

  private final Ledger ledger = new Ledger();
  private final NDManager manager = DryManager.over(ledger);
  private final NDArray weight = manager.zeros(new Shape(3, 4), DataType.FLOAT32);
  private final NDArray bias = manager.zeros(new Shape(3), DataType.FLOAT32);

  @AfterEach
  void close() {
    manager.close();
    assertThat(ledger.live()).isZero();
  }

  @Test
  void bytesLiveAsLongAsTheirScope() {
    try (Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      NDArray x = ops.zeros(new Shape(10, 4));
      NDArray y = ops.linear(x, weight, bias);
      assertThat(ops.reshape(y, 30).getShape()).as("a view").isEqualTo(new Shape(30));
      assertThat(y.getShape()).isEqualTo(new Shape(10, 3));
      assertThat(ledger.live()).isEqualTo(W + B + X + Y);
    }
    assertThat(ledger.live()).isEqualTo(W + B);
    assertThat(ledger.peak()).isEqualTo(W + B + X + Y);
  }

  /** As dylora's B is, of which the first columns only take part. */
  @Test
  void aViewWithGapsIsTransposed() {
    try (Ops ops = Ops.evaluation(manager, DataType.FLOAT32)) {
      NDArray columns = ops.slice(weight, 1, 0, 2);
      assertThat(ops.transpose(columns, 1, 0).getShape()).isEqualTo(new Shape(2, 3));
      assertThat(ledger.live()).isEqualTo(W + B);
    }
  }

  @Test
  void aFrozenMapLeavesNothingBehind() {
    pass();
    assertThat(ledger.live()).isEqualTo(W + B);
    assertThat(ledger.operations()).isEqualTo(2 * 10 * 4 * 3);
  }

  @Test
  void gradientsOfWhatIsTrainedStay() {
    weight.setRequiresGradient(true);
    bias.setRequiresGradient(true);
    pass();
    assertThat(ledger.live()).isEqualTo(2 * (W + B));
    try (NDArray gradient = weight.getGradient()) {
      assertThat(gradient.getShape()).isEqualTo(weight.getShape());
      assertThat(ledger.live()).as("looking at it takes nothing").isEqualTo(2 * (W + B));
    }
    // forwards, and the weight's gradient; x needs none
    assertThat(ledger.operations()).isEqualTo(2 * (2 * 10 * 4 * 3));
    pass();
    assertThat(ledger.live()).as("added to those of the first step").isEqualTo(2 * (W + B));
    // a sum's gradient is one number, repeated; the weight's stands beside the old one
    assertThat(ledger.peak()).isEqualTo(2 * (W + B) + X + Y + SCALAR + W);
  }

  private void pass() {
    ledger.mark();
    try (Ops ops = Ops.training(manager, DataType.FLOAT32);
        GradientCollector collector = ops.collector()) {
      NDArray y = ops.linear(ops.zeros(new Shape(10, 4)), weight, bias);
      ops.backward(collector, ops.sum(y));
    }
  }
}
