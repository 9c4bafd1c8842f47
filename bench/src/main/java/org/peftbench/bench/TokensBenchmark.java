package org.peftbench.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.text.Tokens;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskLoader;

/** Rows of a bundled task that are tokenised in a second, nothing kept from before. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@OperationsPerInvocation(TokensBenchmark.ROWS)
@Fork(1)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 5, time = 3)
public class TokensBenchmark {
  static final int ROWS = 4096;

  private Tokenizer tokenizer;
  private List<TextInput> texts;

  /** Reads the rows. */
  @Setup
  public void open() {
    tokenizer =
        Tokenizer.open(
            new ModelRepository(Home.resolve(), false, System.err::println)
                .fetch("all-minilm-l6-v2"));
    texts =
        new TaskLoader(null)
            .load(TaskCatalog.named("acceptability"), ROWS, 1).train().stream()
                .map(example -> (Question.Text) example.question())
                .map(text -> TextInput.of(text.text(), text.pair()))
                .toList();
  }

  /** All of them. */
  @Benchmark
  public List<Tokens> tokenise() {
    return tokenizer.tokens(texts);
  }

  /** Frees the tokenizer. */
  @TearDown
  public void close() {
    tokenizer.close();
  }
}
