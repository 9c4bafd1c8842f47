package org.peftbench.harness.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.Prediction;

/** Answers examples without a graph and without dropout. */
public record Evaluator(Objective objective, int batchSize) {
  /** Predictions in the order of the rows. */
  List<Prediction> predict(Learner learner, List<EncodedExample> rows) {
    List<Encoding> encodings = rows.stream().map(EncodedExample::encoding).toList();
    double[][] logits = logits(learner, encodings);
    return IntStream.range(0, logits.length)
        .mapToObj(row -> objective.answer(rows.get(row).example(), logits[row]))
        .toList();
  }

  /**
   * Logits [rows][outputs] in the order of the rows; those of like length are computed together.
   */
  public double[][] logits(Learner learner, List<Encoding> rows) {
    List<Integer> byLength =
        IntStream.range(0, rows.size())
            .boxed()
            .sorted(Comparator.comparingInt(row -> rows.get(row).length()))
            .toList();
    double[][] logits = new double[rows.size()][];
    for (List<Integer> part : BatchOrder.cut(byLength, batchSize)) {
      double[] flat = batchLogits(learner, part.stream().map(rows::get).toList());
      int width = objective.outputs();
      for (int i = 0; i < part.size(); i++) {
        logits[part.get(i)] = Arrays.copyOfRange(flat, i * width, (i + 1) * width);
      }
    }
    return logits;
  }

  private static double[] batchLogits(Learner learner, List<Encoding> rows) {
    try (Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      return ops.values(learner.logits(ops, TokenBatch.of(ops, rows, learner.padId())));
    }
  }
}
