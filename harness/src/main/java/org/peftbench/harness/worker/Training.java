package org.peftbench.harness.worker;

import java.io.IOException;
import java.util.function.Consumer;

/** What a worker does with its job: train, score, and save the record into the job's store. */
@FunctionalInterface
public interface Training {
  /** Executes the job to its end, telling how far it is. */
  void execute(Job job, Consumer<ProgressEvent> events) throws IOException;

  /**
   * Makes the process ready for another job of the same kind; whether it is.
   *
   * @param done the job behind it, which has left its record
   */
  default boolean renew(Job done) {
    return false;
  }
}
