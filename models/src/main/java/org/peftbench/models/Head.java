package org.peftbench.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/**
 * The task's own layers on top of a backbone's hidden states, trained with every method.
 *
 * <p>They start from N(0, 0.02) and 0, as BERT's classifiers do, and depend on the seed alone, so
 * that every method of a comparison starts from the same head.
 */
public final class Head implements AutoCloseable {
  private static final double DEVIATION = 0.02;

  private final Backbone backbone;
  private final HeadKind kind;
  private final HeadForm form;
  private final NDManager manager;
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();

  /**
   * A fresh head, or none of its own where the checkpoint brings it: see {@link LanguageModel}.
   *
   * @param outputs classes, or 1 for a number; of no matter to a head that is brought
   * @throws UserError if the architecture has no such head
   */
  public Head(Backbone backbone, HeadKind kind, int outputs, long seed) {
    this.backbone = backbone;
    this.kind = kind;
    form = backbone.heads().get(kind);
    if (form == null) {
      throw new UserError(
          "this backbone has no head for %s, only for %s: take another backbone or task",
          kind, backbone.heads().keySet());
    }
    manager = backbone.manager().newSubManager();
    if (kind.isPretrained()) {
      return;
    }
    Initializer initializer = new Initializer(manager, backbone.dtype(), seed);
    int hidden = backbone.hiddenSize();
    if (form.dense() != null) {
      linear(initializer, form.dense(), hidden, hidden, true);
    }
    linear(initializer, form.output(), outputs, hidden, form.bias());
  }

  private void linear(Initializer initializer, String module, int out, int in, boolean biased) {
    String weight = module + ".weight";
    parameters.put(weight, initializer.normal(weight, new Shape(out, in), DEVIATION));
    if (biased) {
      parameters.put(module + ".bias", initializer.constant(new Shape(out), 0));
    }
  }

  /**
   * Logits [batch, outputs], or [batch, length, outputs] of a head that answers for each token.
   *
   * @param hiddenStates [batch, prompt + length, hidden]
   */
  public NDArray logits(
      Ops ops, NDArray hiddenStates, TokenBatch batch, Taps taps, double dropout) {
    NDArray vectors =
        kind.isPooled()
            ? backbone.pooled(ops, hiddenStates, batch, taps)
            : backbone.ownStates(ops, hiddenStates, batch);
    return forward(ops, vectors, dropout);
  }

  /** The head's own layers: [..., hidden] to [..., outputs]. */
  public NDArray forward(Ops ops, NDArray vectors, double dropout) {
    double p = kind.hasDropout() ? dropout : 0;
    NDArray x = vectors;
    if (form.dense() != null) {
      x = form.drops() ? ops.dropout(x, p) : x;
      x = form.activation().apply(ops, linear(ops, x, form.dense()));
    }
    return linear(ops, ops.dropout(x, p), form.output());
  }

  private NDArray linear(Ops ops, NDArray x, String module) {
    NDArray weight = parameters.get(module + ".weight");
    NDArray bias = parameters.get(module + ".bias");
    return bias == null ? ops.linear(x, weight) : ops.linear(x, weight, bias);
  }

  /** What it answers. */
  public HeadKind kind() {
    return kind;
  }

  /** Weights and biases by name. */
  public Map<String, NDArray> parameters() {
    return Collections.unmodifiableMap(parameters);
  }

  @Override
  public void close() {
    manager.close();
  }
}
