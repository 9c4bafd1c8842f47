package org.peftbench.bench;

import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;
import org.peftbench.models.Architecture;
import org.peftbench.models.Continuation;
import org.peftbench.models.GenerativeModel;
import org.peftbench.models.Taps;
import org.peftbench.models.generation.Generator;
import org.peftbench.models.generation.Limits;
import org.peftbench.models.generation.Strategy;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.Encoding;

/**
 * Tokens that the tiny decoder writes in a second, with its key/value cache and without, and how
 * many times its floor that takes: the matrix products of reading each token once.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(GenerationBenchmark.ROWS * GenerationBenchmark.NEW)
@Fork(1)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 5, time = 3)
public class GenerationBenchmark {
  static final int ROWS = 8;
  static final int NEW = 32;
  private static final int BEFORE = 32;

  private GenerativeModel model;
  private List<Encoding> texts;
  private double floor;

  /** Opens the model. */
  @Setup
  public void open() throws IOException {
    model =
        (GenerativeModel)
            Architecture.openAnyLanguageModel(
                new ModelRepository(Home.resolve(), false, System.err::println)
                    .fetch("tiny-decoder"),
                DataType.FLOAT32);
    Random random = new Random(1);
    texts =
        Stream.generate(() -> random.longs(BEFORE, 5, 500).toArray())
            .map(ids -> new Encoding(ids, new long[BEFORE]))
            .limit(ROWS)
            .toList();
  }

  /** Measures what the machine gives now; a new token's attention to those before is left out. */
  @Setup(Level.Iteration)
  public void floor() {
    int heads = model.keyValueHeads();
    floor =
        Floor.seconds(model, heads, ROWS, BEFORE, false)
            + (NEW - 1) * Floor.seconds(model, heads, ROWS, 1, false);
  }

  /** As it is done. */
  @Benchmark
  public void cached(Ratio ratio, Blackhole hole) {
    ratio.time(
        floor,
        () ->
            hole.consume(
                new Generator(model, Taps.NONE, 0)
                    .generate(texts, new Limits(NEW, Set.of(), 0), new Strategy.Greedy())));
  }

  /** Every token from the beginning. */
  @Benchmark
  public void anew(Ratio ratio, Blackhole hole) {
    ratio.time(floor, () -> hole.consume(writtenAnew()));
  }

  private List<Encoding> writtenAnew() {
    List<Encoding> written = texts;
    for (int step = 0; step < NEW; step++) {
      try (Ops ops = Ops.evaluation(model.manager(), model.dtype());
          Continuation continuation = model.begin(model.padded(ops, written, 0), Taps.NONE)) {
        written = longer(written, continuation.logits());
      }
    }
    return written;
  }

  private static List<Encoding> longer(List<Encoding> texts, float[][] logits) {
    List<Encoding> longer = new ArrayList<>();
    for (int row = 0; row < logits.length; row++) {
      int best = 0;
      for (int token = 1; token < logits[row].length; token++) {
        best = logits[row][token] > logits[row][best] ? token : best;
      }
      long[] ids = Arrays.copyOf(texts.get(row).ids(), texts.get(row).length() + 1);
      ids[ids.length - 1] = best;
      longer.add(new Encoding(ids, new long[ids.length]));
    }
    return longer;
  }

  /** Frees the model. */
  @TearDown
  public void close() {
    model.close();
  }
}
