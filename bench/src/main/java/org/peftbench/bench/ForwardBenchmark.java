package org.peftbench.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.peftbench.models.text.Encoding;

/**
 * Forward alone, without a graph, as evaluation computes it: in training's batches and in its own.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 5, time = 3)
public class ForwardBenchmark {
  /** A known checkpoint. */
  @Param({"all-minilm-l6-v2", "bert-base-uncased", "tiny-decoder"})
  public String backbone;

  /** Rows and tokens; the last is an evaluation's. */
  @Param({"16x128", "8x512", "64x128"})
  public String batch;

  /** Nothing adapted, every linear map adapted, every vector scaled. */
  @Param({"head-only", "lora", "propulsion"})
  public String method;

  private Workbench bench;
  private double floor;
  private List<Encoding> inputs;

  /** Opens it all. */
  @Setup
  public void open() {
    bench = Workbench.open(backbone, method, batch);
    inputs = bench.inputs();
  }

  /** Measures what the machine gives now. */
  @Setup(Level.Iteration)
  public void floor() {
    floor = Floor.seconds(bench, false);
  }

  /** A batch's outputs. */
  @Benchmark
  public void forward(Ratio ratio, Blackhole hole) {
    ratio.time(floor, () -> hole.consume(bench.learner().outputs(inputs)));
  }

  /** Frees it all. */
  @TearDown
  public void close() {
    bench.close();
  }
}
