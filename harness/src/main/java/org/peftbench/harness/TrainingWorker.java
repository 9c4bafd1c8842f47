package org.peftbench.harness;

import org.peftbench.harness.train.TrainingRun;
import org.peftbench.harness.worker.Worker;

/** What a worker process runs. */
public final class TrainingWorker {
  private TrainingWorker() {}

  /**
   * Trains.
   *
   * @param arguments the job's file
   */
  public static void main(String[] arguments) {
    Worker.serve(arguments, TrainingRun::execute);
  }
}
