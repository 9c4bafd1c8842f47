package org.peftbench.tasks;

import java.util.List;
import java.util.OptionalDouble;
import org.peftbench.results.Prediction;
import org.peftbench.tasks.metrics.Estimate;

/** What computes one metric of a task from its predictions. */
@FunctionalInterface
interface Scorer {
  /** The figure over all rows. */
  Estimate score(TaskDefinition task, List<Prediction> rows);

  /** What one row is worth; empty unless the figure is the mean of the rows' worths. */
  default OptionalDouble worth(Prediction row) {
    return OptionalDouble.empty();
  }

  /** A score of single rows. */
  @FunctionalInterface
  interface OfRow {
    double of(Prediction row);
  }

  /** The mean of a score of single rows. */
  static Scorer mean(OfRow score) {
    return new Scorer() {
      @Override
      public Estimate score(TaskDefinition task, List<Prediction> rows) {
        return Estimate.mean(rows.stream().mapToDouble(score::of).toArray());
      }

      @Override
      public OptionalDouble worth(Prediction row) {
        return OptionalDouble.of(score.of(row));
      }
    };
  }
}
