package org.peftbench.harness.worker;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;

/** A process with the engine whose lines people read as they come. */
public final class Foreground {
  private Foreground() {}

  /**
   * Runs a class in a process of its own, as steered as a worker is, until it ends.
   *
   * @param home where the engine's libraries are unpacked
   * @param threads of the engine
   * @return its exit status
   */
  public static int run(Class<?> mainClass, Path home, int threads, List<String> arguments)
      throws IOException, InterruptedException {
    EngineLibraries.prepare(home, System.err::println);
    WorkerCommand command =
        new WorkerCommand(mainClass.getName(), WorkerCommand.DEFAULT_HEAP, home);
    Process process =
        command
            .process(threads, command.engineCache(), arguments)
            .redirectErrorStream(false)
            .redirectOutput(Redirect.INHERIT)
            .redirectError(Redirect.INHERIT)
            .start();
    try {
      return process.waitFor();
    } finally {
      process.destroyForcibly();
    }
  }

  /** To be called in the process itself: ends it when its parent ends, however that ends. */
  public static void endWithParent() {
    Worker.endWithParent();
  }
}
