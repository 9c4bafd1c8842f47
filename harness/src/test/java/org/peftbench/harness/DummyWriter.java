package org.peftbench.harness;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.peftbench.harness.worker.DummyWorker;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;

/** A process that writes runs one after the other, as fast as it can, to be killed at any phase. */
final class DummyWriter {
  private DummyWriter() {}

  /** Prints the number of the run it is about to write. */
  public static void main(String[] arguments) throws Exception {
    RunStore store = RunStore.at(Path.of(arguments[0]));
    for (int i = 1; ; i++) {
      List<Prediction> predictions =
          Collections.nCopies(2000, new Prediction("e" + i, "yes", "no", List.of(i + 0.5)));
      RunSpec spec = DummyWorker.spec(i % 3);
      System.out.println(i);
      store.clear(spec.id());
      store.save(
          new RunRecord(
              RunRecord.SCHEMA,
              "writes",
              spec,
              RunStatus.SUCCEEDED,
              null,
              Instant.EPOCH,
              null,
              "accuracy",
              List.of(),
              List.of(),
              Map.of("number", Integer.toString(i)),
              RunStore.digest(predictions)),
          predictions);
    }
  }
}
