package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.models.ops.Ops;

/** Copies of everything that is saved, taken at one step. */
final class Snapshot implements AutoCloseable {
  private final NDManager manager;
  private final Map<NDArray, NDArray> copies = new LinkedHashMap<>();

  /** Copies the learner's trainables and buffers as they are now. */
  Snapshot(Learner learner) {
    manager = learner.backbone().manager().newSubManager();
    try (Ops ops = Ops.evaluation(manager, learner.backbone().dtype())) {
      learner.trainables().forEach(t -> copies.put(t.array(), ops.keep(t.array(), manager)));
      learner
          .adaptation()
          .buffers()
          .values()
          .forEach(buffer -> copies.put(buffer, ops.keep(buffer, manager)));
    }
  }

  /** Puts the copied values back. */
  void restore(Learner learner) {
    try (Ops ops = Ops.evaluation(manager, learner.backbone().dtype())) {
      copies.forEach((array, copy) -> ops.assign(array, copy));
    }
  }

  @Override
  public void close() {
    manager.close();
  }
}
