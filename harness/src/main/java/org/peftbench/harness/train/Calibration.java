package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;

/**
 * How fast this machine multiplies matrices now, with the threads and the numeric type of the run.
 *
 * <p>A step's time multiplied by this rate hardly depends on the machine: so times of different
 * machines, or of one machine under different load, compare as ratios. It is measured close to the
 * training, on both sides of it.
 */
final class Calibration {
  /** Rows and columns of the matrices; three of them are 12 MiB in float32. */
  private static final int SIZE = 1024;

  private static final double OPERATIONS = 2.0 * SIZE * SIZE * SIZE;
  private static final int WARM_UP = 2;
  private static final int PRODUCTS = 7;

  private final NDManager manager;
  private final DataType dtype;
  private final List<Double> rates = new ArrayList<>();

  /**
   * Nothing measured yet.
   *
   * @param manager of the device
   */
  Calibration(NDManager manager, DataType dtype) {
    this.manager = manager;
    this.dtype = dtype;
  }

  /** Measures now. */
  void measure() {
    try (Ops ops = Ops.evaluation(manager, dtype)) {
      NDArray left = ops.full(new Shape(SIZE, SIZE), 0.5);
      NDArray right = ops.full(new Shape(SIZE, SIZE), 2);
      for (int product = 0; product < WARM_UP + PRODUCTS; product++) {
        long start = System.nanoTime();
        NDArray result = ops.matmul(left, right); // [size, size]
        // Reading a number waits for devices that compute behind our back.
        ops.value(ops.sum(ops.slice(ops.slice(result, 0, 0, 1), 1, 0, 1)));
        double seconds = (System.nanoTime() - start) * 1e-9;
        if (product >= WARM_UP) {
          rates.add(OPERATIONS / seconds * 1e-9);
        }
        result.close();
      }
    }
  }

  /** The median of all that was measured, if anything was. */
  Optional<Metric> metric() {
    if (rates.isEmpty()) {
      return Optional.empty();
    }
    double[] values = rates.stream().mapToDouble(Double::doubleValue).toArray();
    return Optional.of(
        new Metric(
            MetricNames.MATRIX_PRODUCT_RATE,
            new Percentile().evaluate(values, 50),
            "GFLOP/s",
            Direction.NEITHER,
            Aggregation.MEDIAN));
  }
}
