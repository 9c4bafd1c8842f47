package org.peftbench.bench;

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
import org.peftbench.harness.train.TrainLoop;

/** One step: forward, loss, backward, clipping, update. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 5, time = 3)
public class StepBenchmark {
  /** A known checkpoint. */
  @Param({"all-minilm-l6-v2", "bert-base-uncased", "tiny-decoder"})
  public String backbone;

  /** Rows and tokens. */
  @Param({"16x128", "8x512"})
  public String batch;

  /** Every method of the registry, which a test sees to. */
  @Param({
    "adalora",
    "bitfit",
    "boft",
    "compacter",
    "deltalora",
    "dora",
    "dylora",
    "fourierft",
    "full",
    "galore",
    "head-only",
    "houlsby",
    "ia3",
    "increlora",
    "kernel-mix-lora",
    "krona",
    "ln-tuning",
    "loftq",
    "loha",
    "lokr",
    "lora",
    "lora-dash",
    "lora-fa",
    "loraprune",
    "mam",
    "oft",
    "olora",
    "p-tuning",
    "parallel-adapter",
    "pfeiffer",
    "pissa",
    "prefix-tuning",
    "prompt-tuning",
    "propetl-adapter",
    "propetl-lora",
    "propetl-prefix",
    "propulsion",
    "qa-lora",
    "qlora",
    "relora",
    "reslora",
    "rslora",
    "vera"
  })
  public String method;

  private Workbench bench;
  private double floor;
  private TrainLoop<?> loop;

  /** Opens it all. */
  @Setup
  public void open() {
    bench = Workbench.open(backbone, method, batch);
    loop = bench.loop();
  }

  /** Measures what the machine gives now. */
  @Setup(Level.Iteration)
  public void floor() {
    floor = Floor.seconds(bench, true);
  }

  /** A step. */
  @Benchmark
  public void step(Ratio ratio) {
    ratio.time(floor, loop::next);
  }

  /** Frees it all. */
  @TearDown
  public void close() {
    loop.close();
    bench.close();
  }
}
