package org.peftbench.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import org.peftbench.harness.suite.Suite;
import org.peftbench.harness.worker.EngineLibraries;
import org.peftbench.harness.worker.WorkerCommand;
import org.peftbench.models.source.Home;

/** {@code peftbench bench}: JMH with its own options, in processes that are steered as workers. */
public final class Bench {
  private static final String STEPS = "steps";
  private static final String GROWTH = "growth";

  private Bench() {}

  /**
   * Runs benchmarks.
   *
   * @param arguments JMH's: a regular expression of names, {@code -p} parameters, {@code -h} for
   *     all; behind {@code steps} those of {@link Steps}, behind {@code growth} those of {@link
   *     Growth}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Home.resolve();
    EngineLibraries.prepare(home, System.err::println);
    List<String> given = List.of(arguments);
    String first = given.isEmpty() ? "" : given.get(0);
    List<String> rest = given.subList(Math.min(1, given.size()), given.size());
    if (first.equals(GROWTH)) {
      Growth.print(home, rest);
      return;
    }
    boolean steps = first.equals(STEPS);
    Process child =
        process(steps ? Steps.class : Measuring.class, home, steps ? rest : given).start();
    System.exit(child.waitFor());
  }

  /** A process that is steered as workers are, and shares this one's output. */
  static ProcessBuilder process(Class<?> main, Path home, List<String> arguments) {
    return new WorkerCommand(main.getName(), WorkerCommand.DEFAULT_HEAP, home)
        .process(Suite.DEFAULT_THREADS, Path.of("").toAbsolutePath(), arguments)
        .redirectErrorStream(false)
        .redirectError(Redirect.INHERIT)
        .redirectOutput(Redirect.INHERIT);
  }
}
