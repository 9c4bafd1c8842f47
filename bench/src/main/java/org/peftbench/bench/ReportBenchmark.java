package org.peftbench.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.peftbench.results.base.Folders;

/** A report of many records, from a store to its last page, Java's start included. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 3)
public class ReportBenchmark {
  /** Records. */
  @Param({"1000", "10000"})
  public int runs;

  private Path folder;
  private Path site;
  private MadeStore store;

  /** Makes the records. */
  @Setup
  public void fill() throws IOException {
    folder = Files.createTempDirectory("peftbench-report");
    store = MadeStore.fill(folder.resolve("runs"), runs);
  }

  /** A report that stands is brought up to date, which is quicker: each has a place of its own. */
  @Setup(Level.Invocation)
  public void place() throws IOException {
    site = Files.createTempDirectory(folder, "site");
  }

  /** All pages. */
  @Benchmark
  public void report() throws IOException, InterruptedException {
    store.report(site);
  }

  /** Nothing stays. */
  @TearDown
  public void close() throws IOException {
    Folders.delete(folder);
  }
}
