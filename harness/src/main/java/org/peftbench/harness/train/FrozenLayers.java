package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.LowerStates;
import org.peftbench.models.EncoderDecoder;
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
    int layers =
        learner.backbone() instanceof EncoderDecoder
            ? 0
            : learner.adaptation().taps().untouchedLayers(learner.backbone());
    if (layers == 0) {
      return without(learner, "no layer lies below all that is adapted");
    }
    List<Encoding> inputs = new ArrayList<>();
    if (protocol.dropout() == 0 && passes(protocol, rows) >= 2) {
      rows.features().forEach(feature -> inputs.addAll(feature.inputs()));
    }
    if (protocol.evaluateEvery() > 0) {
      rows.monitored().stream()
          .map(EncodedExample::asking)
          .forEach(asked -> asked.forEach(feature -> inputs.addAll(feature.inputs())));
    }
    List<Encoding> read = inputs.stream().filter(input -> input.length() > 0).distinct().toList();
    if (read.isEmpty()) {
      return without(
          learner,
          protocol.dropout() > 0
              ? "dropout %s makes the states new ones in every step".formatted(protocol.dropout())
              : "no row is read twice");
    }
    long bytes = LowerStates.bytes(learner, read);
    if (bytes > LARGEST) {
      return without(
          learner, "%d MiB, and at most %d are kept".formatted(bytes >> 20, LARGEST >> 20));
    }
    return kept(learner, protocol, layers, read, bytes);
  }

  private static FrozenLayers without(Learner learner, String why) {
    return new FrozenLayers(learner, 0, "nothing: " + why);
  }

  private static FrozenLayers kept(
      Learner learner, Protocol protocol, int layers, List<Encoding> inputs, long bytes) {
    long start = System.nanoTime();
    LowerStates states = new LowerStates(learner);
    ByLength.forEach(inputs, Encoding::length, protocol.evaluationBatchSize(), states::keep);
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new FrozenLayers(
        learner.with(states),
        seconds,
        "what enters layer %d of %d inputs, %d KiB".formatted(layers, inputs.size(), bytes >> 10));
  }

  private static double passes(Protocol protocol, Rows<?> rows) {
    return protocol.steps() > 0
        ? (double) protocol.steps() * protocol.batchSize() / rows.features().size()
        : protocol.epochs();
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
