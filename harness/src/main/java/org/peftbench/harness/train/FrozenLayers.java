package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.LowerStates;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.Protocol;

/**
 * What a training keeps of the layers below all that is adapted, if its protocol asks for it and
 * rows are read more than once: their states, made before the first step.
 *
 * @param learner the model, which knows what is kept
 * @param seconds it took to make, which belong to the training
 * @param note what is kept, or why nothing is; null if nobody asked
 */
record FrozenLayers(Learner learner, double seconds, @Nullable String note)
    implements AutoCloseable {
  /** Beyond this many bytes nothing is kept. */
  private static final long LARGEST = 1L << 30;

  static <F extends Feature> FrozenLayers of(Learner learner, Protocol protocol, Rows<F> rows) {
    if (protocol.cacheFrozenLayers() == null) {
      return new FrozenLayers(learner, 0, null);
    }
    if (LowerStates.layers(learner) == 0) {
      return without(learner, "no layer lies below all that is adapted");
    }
    List<Encoding> inputs = readAgain(protocol, rows);
    if (inputs.isEmpty()) {
      return without(
          learner,
          protocol.dropout() > 0
              ? "dropout %s makes the states new ones in every step".formatted(protocol.dropout())
              : "no row is read twice");
    }
    long bytes = LowerStates.bytes(learner, inputs);
    if (bytes > LARGEST) {
      return without(
          learner, "%d MiB, and at most %d are kept".formatted(bytes >> 20, LARGEST >> 20));
    }
    return kept(learner, protocol, inputs, bytes);
  }

  private static FrozenLayers without(Learner learner, String why) {
    return new FrozenLayers(learner, 0, "nothing: " + why);
  }

  private static FrozenLayers kept(
      Learner learner, Protocol protocol, List<Encoding> inputs, long bytes) {
    long start = System.nanoTime();
    LowerStates states = new LowerStates(learner);
    ByLength.forEach(inputs, Encoding::length, protocol.evaluationBatchSize(), states::keep);
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new FrozenLayers(
        learner.with(states),
        seconds,
        "what enters layer %d of %d inputs, %d KiB"
            .formatted(LowerStates.layers(learner), inputs.size(), bytes >> 10));
  }

  /** Inputs whose states are wanted more than once, and are the same each time. */
  private static <F extends Feature> List<Encoding> readAgain(Protocol protocol, Rows<F> rows) {
    List<F> trained = rows.features();
    double batches = (double) trained.size() / protocol.batchSize();
    double steps = protocol.steps() > 0 ? protocol.steps() : protocol.epochs() * batches;
    List<F> read = new ArrayList<>();
    if (protocol.dropout() == 0 && steps >= 2 * batches) {
      read.addAll(trained);
    }
    if (protocol.evaluateEvery() > 0 && steps > protocol.evaluateEvery()) {
      rows.monitored().forEach(row -> read.addAll(row.asking()));
    }
    return read.stream()
        .flatMap(feature -> feature.inputs().stream())
        .filter(input -> input.length() > 0)
        .distinct()
        .toList();
  }

  /** Frees what is kept; the model has another owner. */
  @Override
  public void close() {
    LowerStates states = learner.lowerStates();
    if (states != null) {
      states.close();
    }
  }
}
