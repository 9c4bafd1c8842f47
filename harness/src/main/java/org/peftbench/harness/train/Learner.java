package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.models.Head;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;

/**
 * Backbone, adaptation and head as one model.
 *
 * @param dropout probability inside the backbone and before the head, in training
 * @param padId token id that fills up short rows
 */
record Learner(Backbone backbone, Adaptation adaptation, Head head, double dropout, int padId)
    implements AutoCloseable {
  /** Logits [rows, outputs]. */
  NDArray logits(Ops ops, TokenBatch batch) {
    NDArray hidden = backbone.hiddenStates(ops, batch, adaptation.taps(), dropout);
    return head.logits(ops, hidden, batch, adaptation.taps(), dropout);
  }

  /** What the optimizer moves: the adaptation's trainables, then the head. */
  List<Trainable> trainables() {
    List<Trainable> all = new ArrayList<>(adaptation.trainables());
    all.addAll(headTrainables());
    return all;
  }

  /** The head's weight decays, its bias does not. */
  List<Trainable> headTrainables() {
    return head.parameters().entrySet().stream()
        .map(
            (Map.Entry<String, NDArray> entry) ->
                new Trainable(
                    entry.getKey(), entry.getValue(), entry.getValue().getShape().dimension() > 1))
        .toList();
  }

  /** Frees adaptation and head; the backbone has another owner. */
  @Override
  public void close() {
    adaptation.close();
    head.close();
  }
}
