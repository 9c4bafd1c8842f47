package org.peftbench.harness.train.family;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.Backbone;
import org.peftbench.models.EncoderDecoder;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/**
 * Of inputs that are read again and again, what enters the lowest layer on which a method has hung
 * something: nothing below it changes, so it is computed once, unless dropout makes it a new one.
 */
public final class LowerStates implements AutoCloseable {
  private final Backbone backbone;
  private final Taps taps;
  private final int padId;
  private final int layers;
  private final NDManager owner;
  private final Map<Encoding, NDArray> kept = new HashMap<>(); // [length, hidden]

  /**
   * Keeps nothing yet.
   *
   * @param learner with at least one layer that nothing hangs on, in a backbone of one stack
   */
  public LowerStates(Learner learner) {
    backbone = learner.backbone();
    taps = learner.adaptation().taps();
    padId = learner.padId();
    layers = layers(learner);
    owner = backbone.manager().newSubManager();
  }

  /** Layers below all that a method has hung up; 0 where a backbone has two stacks. */
  public static int layers(Learner learner) {
    return learner.backbone() instanceof EncoderDecoder
        ? 0
        : learner.adaptation().taps().untouchedLayers(learner.backbone());
  }

  /** Layers below the cut. */
  int layers() {
    return layers;
  }

  /** Computes and keeps what these inputs give, together, without dropout. */
  public void keep(List<Encoding> inputs) {
    try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
      TokenBatch batch = TokenBatch.of(ops, inputs, padId);
      NDArray states =
          ops.entering(layers, () -> backbone.hiddenStates(ops, batch, taps, 0)); // [b, l, hidden]
      for (int row = 0; row < inputs.size(); row++) {
        Encoding input = inputs.get(row);
        NDArray own = ops.slice(ops.slice(states, 0, row, row + 1), 1, 0, input.length());
        NDArray before =
            kept.put(
                input, ops.keep(ops.reshape(own, input.length(), backbone.hiddenSize()), owner));
        if (before != null) {
          before.close();
        }
      }
    }
  }

  /**
   * What a batch's inputs give [batch, length, hidden], zero behind each; null if one isn't kept.
   */
  @Nullable NDArray of(Ops ops, TokenBatch batch) {
    if (!kept.keySet().containsAll(batch.encodings())) {
      return null;
    }
    List<NDArray> rows = new ArrayList<>();
    for (Encoding input : batch.encodings()) {
      rows.add(kept.get(input));
      if (input.length() < batch.length()) {
        rows.add(ops.zeros(new Shape(batch.length() - input.length(), backbone.hiddenSize())));
      }
    }
    NDArray joined = ops.concat(0, rows.toArray(NDArray[]::new));
    return ops.reshape(joined, batch.rows(), batch.length(), backbone.hiddenSize());
  }

  /** Bytes that are taken if these inputs are kept, whose lengths are summed up. */
  public static long bytes(Learner learner, Collection<Encoding> inputs) {
    long tokens = inputs.stream().mapToLong(Encoding::length).sum();
    return tokens * learner.backbone().hiddenSize() * learner.backbone().dtype().getNumOfBytes();
  }

  @Override
  public void close() {
    owner.close();
  }
}
