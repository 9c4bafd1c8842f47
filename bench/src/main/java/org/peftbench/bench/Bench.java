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

  private Bench() {}

  /**
   * Runs benchmarks.
   *
   * @param arguments JMH's: a regular expression of names, {@code -p} parameters, {@code -h} for
   *     all; behind {@code steps} those of {@link Steps}
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path home = Home.resolve();
    EngineLibraries.prepare(home, System.err::println);
    boolean steps = arguments.length > 0 && arguments[0].equals(STEPS);
    Class<?> main = steps ? Steps.class : Measuring.class;
    List<String> rest = List.of(arguments).subList(steps ? 1 : 0, arguments.length);
    Process child =
        new WorkerCommand(main.getName(), WorkerCommand.DEFAULT_HEAP, home)
            .process(Suite.DEFAULT_THREADS, Path.of("").toAbsolutePath(), rest)
            .redirectErrorStream(false)
            .redirectError(Redirect.INHERIT)
            .redirectOutput(Redirect.INHERIT)
            .start();
    System.exit(child.waitFor());
  }
}
