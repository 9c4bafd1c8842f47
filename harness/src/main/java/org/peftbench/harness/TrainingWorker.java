package org.peftbench.harness;

import java.io.IOException;
import java.util.function.Consumer;
import org.peftbench.harness.train.TrainingRun;
import org.peftbench.harness.worker.Job;
import org.peftbench.harness.worker.ProgressEvent;
import org.peftbench.harness.worker.Training;
import org.peftbench.harness.worker.Worker;

/** What a worker process runs. */
public final class TrainingWorker implements Training {
  private boolean used;

  private TrainingWorker() {}

  /** Trains what standard input asks for. */
  public static void main(String[] arguments) {
    Worker.serve(arguments, new TrainingWorker());
  }

  @Override
  public void execute(Job job, Consumer<ProgressEvent> events) throws IOException {
    TrainingRun.execute(job, !used, events);
  }

  @Override
  public boolean renew(Job done) {
    used = true;
    return TrainingRun.renew(done);
  }
}
