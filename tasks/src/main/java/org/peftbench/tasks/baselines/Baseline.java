package org.peftbench.tasks.baselines;

import java.util.List;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.TaskData;

/** A way to answer without a model. */
interface Baseline {
  /** One answer an evaluation row, in their order. */
  List<Prediction> answers(TaskData data);
}
