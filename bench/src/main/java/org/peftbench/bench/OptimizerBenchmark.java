package org.peftbench.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.peftbench.methods.Trainable;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;

/**
 * One update of all that a method trains: in one call for all arrays, and in plain operations,
 * array by array.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 1)
@Measurement(iterations = 5, time = 1)
public class OptimizerBenchmark {
  private static final double RATE = 1e-4;
  private static final double DECAY = 0.01;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** A known checkpoint. */
  @Param({"all-minilm-l6-v2"})
  public String backbone;

  /** Few large arrays, and many small ones. */
  @Param({"full", "lora"})
  public String method;

  private Workbench bench;
  private NDManager state;
  private List<NDArray> parameters;
  private AdamW optimizer;
  private List<NDArray> means;
  private List<NDArray> squares;
  private int step;

  /** Gives every array a gradient that stays. */
  @Setup
  public void open() {
    bench = Workbench.open(backbone, method, "1x8");
    NDManager owner = bench.learner().backbone().manager();
    state = owner.newSubManager();
    parameters = bench.learner().adaptation().trainables().stream().map(Trainable::array).toList();
    optimizer =
        new AdamW(state, List.of(new AdamW.Group(parameters, DECAY, 1)), BETA1, BETA2, EPSILON);
    means = new ArrayList<>();
    squares = new ArrayList<>();
    for (NDArray parameter : parameters) {
      means.add(state.zeros(parameter.getShape(), DataType.FLOAT32));
      squares.add(state.zeros(parameter.getShape(), DataType.FLOAT32));
      try (Ops ops = Ops.training(owner, DataType.FLOAT32);
          GradientCollector collector = ops.collector()) {
        NDArray bowl = ops.multiply(parameter, ops.shift(parameter, 1));
        ops.backward(collector, ops.mean(bowl));
      }
    }
  }

  /** As it is done. */
  @Benchmark
  public void fused() {
    optimizer.step(RATE);
  }

  /** Of operations that an array of DJL has. */
  @Benchmark
  public void plain() {
    step++;
    double first = 1 - Math.pow(BETA1, step);
    double second = 1 - Math.pow(BETA2, step);
    for (int i = 0; i < parameters.size(); i++) {
      NDArray parameter = parameters.get(i);
      try (Ops ops = Ops.evaluation(state, DataType.FLOAT32);
          NDArray gradient = parameter.getGradient()) {
        NDArray mean = average(ops, means.get(i), gradient, BETA1);
        NDArray square = average(ops, squares.get(i), ops.multiply(gradient, gradient), BETA2);
        NDArray size = ops.shift(ops.sqrt(ops.scale(square, 1 / second)), EPSILON);
        NDArray move = ops.divide(ops.scale(mean, RATE / first), size);
        NDArray shrunk = ops.scale(parameter, 1 - RATE * DECAY);
        ops.assign(means.get(i), mean);
        ops.assign(squares.get(i), square);
        ops.assign(parameter, ops.subtract(shrunk, move));
      }
    }
  }

  private static NDArray average(Ops ops, NDArray old, NDArray now, double share) {
    return ops.add(ops.scale(old, share), ops.scale(now, 1 - share));
  }

  /** All values, array by array. */
  List<float[]> values() {
    return parameters.stream().map(NDArray::toFloatArray).toList();
  }

  /** Frees it all. */
  @TearDown
  public void close() {
    state.close();
    bench.close();
  }
}
