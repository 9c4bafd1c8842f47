package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Trainable;
import org.peftbench.models.ops.Ops;

/** Copies of everything that is saved, taken at one step. */
final class Snapshot implements AutoCloseable {
  private final NDManager manager;
  private final List<Copy> copies = new ArrayList<>();

  /** A list and no map: DJL's arrays are equal when their contents are. */
  private record Copy(NDArray original, NDArray values) {}

  /** Copies the learner's trainables and buffers as they are now. */
  Snapshot(Learner learner) {
    manager = learner.backbone().manager().newSubManager();
    try (Ops ops = Ops.evaluation(manager, learner.backbone().dtype())) {
      List<NDArray> originals =
          new ArrayList<>(learner.trainables().stream().map(Trainable::array).toList());
      originals.addAll(learner.adaptation().buffers().values());
      originals.forEach(array -> copies.add(new Copy(array, ops.keep(array, manager))));
    }
  }

  /** Puts the copied values back. */
  void restore(Learner learner) {
    try (Ops ops = Ops.evaluation(manager, learner.backbone().dtype())) {
      copies.forEach(copy -> ops.assign(copy.original(), copy.values()));
    }
  }

  /** The copies, in an order that depends on the learner alone. */
  List<NDArray> arrays() {
    return copies.stream().map(Copy::values).toList();
  }

  @Override
  public void close() {
    manager.close();
  }
}
