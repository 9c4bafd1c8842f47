package org.peftbench.harness.worker;

import java.io.IOException;
import java.nio.file.Path;
import org.peftbench.results.RunStore;

/** A parent process with one worker that hangs, to be ended from outside. */
final class DummyParent {
  private DummyParent() {}

  /** Prints the worker's process id once it hangs. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path root = Path.of(arguments[0]);
    Workers workers =
        new Workers(DummyWorker.command(root), RunStore.at(root), Patience.ONE_ATTEMPT, true);
    Runtime.getRuntime().addShutdownHook(new Thread(workers::stop));
    workers.run(DummyWorker.job("hangs", 1, root), event -> System.out.println(event.step()));
  }
}
