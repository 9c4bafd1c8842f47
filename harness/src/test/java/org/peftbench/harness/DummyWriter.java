package org.peftbench.harness;

import java.nio.file.Path;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.results.RunStore;

/** A process that writes runs one after the other, as fast as it can, to be killed at any phase. */
final class DummyWriter {
  private DummyWriter() {}

  /** Prints the number of the run it is about to write. */
  public static void main(String[] arguments) throws Exception {
    RunStore store = RunStore.at(Path.of(arguments[0]));
    for (int i = 1; ; i++) {
      System.out.println(i);
      DummyWorker.write(store, DummyWorker.spec(i % 3), i);
    }
  }
}
