package org.peftbench.reports;

import java.util.List;
import java.util.Map;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStore;
import org.peftbench.results.study.Study;
import org.peftbench.results.study.StudyStore;

/** What lies beside the records and is read only when a page needs it. */
public interface RunFiles {
  /** What the model answered, example by example; empty if nothing was kept. */
  List<Prediction> predictions(RunRecord record);

  /** The last lines that the worker printed; empty if there are none. */
  String logTail(RunRecord record);

  /** The texts of a task's evaluation rows by the example's id; empty where the data isn't here. */
  default Map<String, String> examples(RunSpec.Task task) {
    return Map.of();
  }

  /** Values of each array of a run's adapter, at most some thousands; empty if none was kept. */
  default Map<String, float[]> adapter(RunRecord record) {
    return Map.of();
  }

  /** What was studied besides; empty if nothing was. */
  default List<Study> studies() {
    return List.of();
  }

  /** Files of a store alone. */
  static RunFiles of(RunStore store) {
    return new RunFiles() {
      @Override
      public List<Prediction> predictions(RunRecord record) {
        return store.predictions(record);
      }

      @Override
      public String logTail(RunRecord record) {
        return store.logTail(record);
      }

      @Override
      public List<Study> studies() {
        return new StudyStore(store.root()).all();
      }
    };
  }
}
