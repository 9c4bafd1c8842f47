package org.peftbench.bench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.GradientCollector;
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
import org.peftbench.models.ops.KernelForm;
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
  private AdamW fused;
  private AdamW plain;

  /** Gives every array a gradient that stays. */
  @Setup
  public void open() {
    bench = Workbench.open(backbone, method, "1x8");
    NDManager owner = bench.learner().backbone().manager();
    state = owner.newSubManager();
    parameters = bench.learner().adaptation().trainables().stream().map(Trainable::array).toList();
    fused = optimizer(KernelForm.FUSED);
    plain = optimizer(KernelForm.PLAIN);
    for (NDArray parameter : parameters) {
      try (Ops ops = Ops.training(owner, DataType.FLOAT32);
          GradientCollector collector = ops.collector()) {
        NDArray bowl = ops.multiply(parameter, ops.shift(parameter, 1));
        ops.backward(collector, ops.mean(bowl));
      }
    }
  }

  private AdamW optimizer(KernelForm form) {
    List<AdamW.Group> groups = List.of(new AdamW.Group(parameters, DECAY, 1));
    return new AdamW(state, groups, BETA1, BETA2, EPSILON, form);
  }

  /** As it is done. */
  @Benchmark
  public void fused() {
    fused.step(RATE);
  }

  /** Of operations that an array of DJL has. */
  @Benchmark
  public void plain() {
    plain.step(RATE);
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
