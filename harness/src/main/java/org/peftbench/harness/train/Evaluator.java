package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.Prediction;

/** Answers examples without a graph and without dropout. */
record Evaluator(Objective objective, int batchSize) {
  /** Predictions in the order of the rows; rows of like length are computed together. */
  List<Prediction> predict(Learner learner, List<EncodedExample> rows) {
    List<Integer> byLength =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> rows.get(i).length()))
            .toList();
    Prediction[] predictions = new Prediction[rows.size()];
    for (List<Integer> part : BatchOrder.cut(byLength, batchSize)) {
      List<EncodedExample> batch = part.stream().map(rows::get).toList();
      double[][] logits = logits(learner, batch);
      for (int i = 0; i < logits.length; i++) {
        predictions[part.get(i)] = objective.answer(batch.get(i).example(), logits[i]);
      }
    }
    return new ArrayList<>(Arrays.asList(predictions));
  }

  private double[][] logits(Learner learner, List<EncodedExample> rows) {
    try (Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      TokenBatch batch =
          TokenBatch.of(ops, rows.stream().map(EncodedExample::encoding).toList(), learner.padId());
      NDArray logits = learner.logits(ops, batch);
      double[] flat = ops.values(logits);
      int width = objective.outputs();
      return IntStream.range(0, rows.size())
          .mapToObj(row -> Arrays.copyOfRange(flat, row * width, (row + 1) * width))
          .toArray(double[][]::new);
    }
  }
}
