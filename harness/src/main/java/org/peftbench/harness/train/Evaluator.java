package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Family;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.results.Prediction;

/**
 * Answers examples without a graph and without dropout.
 *
 * @param batchSize features that are computed together
 */
record Evaluator<F extends Feature, O>(Family<F, O> family, int batchSize) {
  /** Predictions in the order of the rows. */
  List<Prediction> predict(Learner learner, List<EncodedExample<F>> rows) {
    List<F> features = rows.stream().flatMap(row -> row.asking().stream()).toList();
    List<O> outputs =
        ByLength.map(features, Feature::length, batchSize, batch -> family.outputs(learner, batch));
    List<Prediction> predictions = new ArrayList<>();
    int next = 0;
    for (EncodedExample<F> row : rows) {
      int end = next + row.asking().size();
      predictions.add(family.answer(row.example(), row.asking(), outputs.subList(next, end)));
      next = end;
    }
    return predictions;
  }
}
