package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethods;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.models.Head;
import org.peftbench.models.HeadKind;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.RunSpec;

/**
 * Backbone, adaptation and head as one model.
 *
 * @param dropout probability inside the backbone and before the head, in training
 * @param padId token id that fills up short rows
 */
public record Learner(
    Backbone backbone, Adaptation adaptation, Head head, double dropout, int padId)
    implements AutoCloseable {
  /**
   * A backbone with a method as it starts, and a head.
   *
   * @param outputs of the head
   * @param seed of whatever starts random
   */
  public static Learner of(
      Backbone backbone, RunSpec.Method method, int outputs, long seed, double dropout, int padId) {
    Adaptation adaptation =
        PeftMethods.named(method.name()).attach(backbone, method.config(), seed);
    Head head = new Head(backbone, HeadKind.SEQUENCE, outputs, seed);
    head.parameters().values().forEach(array -> array.setRequiresGradient(true));
    return new Learner(backbone, adaptation, head, dropout, padId);
  }

  /** Logits [rows, outputs]. */
  public NDArray logits(Ops ops, TokenBatch batch) {
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

  /** Modules of the network that are the head: {@code classifier}. */
  public List<String> headModules() {
    return head.parameters().keySet().stream()
        .map(name -> name.substring(0, name.indexOf('.')))
        .distinct()
        .toList();
  }

  /** The same with another token to fill up short rows. */
  public Learner withPadding(int other) {
    return new Learner(backbone, adaptation, head, dropout, other);
  }

  /** Frees adaptation and head; the backbone has another owner. */
  @Override
  public void close() {
    adaptation.close();
    head.close();
  }
}
