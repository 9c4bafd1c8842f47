package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.models.ops.Ops;

/**
 * Lets a training go on where an earlier process left it, and writes down where this one stands.
 *
 * <p>Probes look at the steps of the earlier process once more, from its reports, so that the
 * record is that of one whole training.
 */
final class Continuation implements Probe {
  private final Checkpoints checkpoints;
  private final Learner learner;
  private final TrainLoop<?> loop;
  private final Monitor<?> monitor;
  private final Duration every;
  private final List<StepReport> reports = new ArrayList<>();
  private long last = System.nanoTime();

  /**
   * A training that may be continued.
   *
   * @param every longest time between two checkpoints
   */
  Continuation(
      Checkpoints checkpoints,
      Learner learner,
      TrainLoop<?> loop,
      Monitor<?> monitor,
      Duration every) {
    this.checkpoints = checkpoints;
    this.learner = learner;
    this.loop = loop;
    this.monitor = monitor;
    this.every = every;
  }

  /**
   * Goes on from the newest whole checkpoint, if there is one.
   *
   * @param earlier told of every step that an earlier process made
   * @param warning told of checkpoints that are of no use
   * @return steps done before
   */
  int resume(Consumer<StepReport> earlier, Consumer<String> warning) throws IOException {
    Checkpoint found = checkpoints.newest(warning).orElse(null);
    if (found == null) {
      return 0;
    }
    boolean best = checkpoints.has(found, Monitor.BEST + "0");
    monitor.resume(found.evaluations(), best ? learner : null);
    try (Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      checkpoints.restore(found, ops, arrays());
      loop.resume(found.step());
      checkpoints.restore(found, ops, loop.memory());
    }
    reports.addAll(found.reports());
    found.reports().forEach(earlier);
    return found.step();
  }

  @Override
  public void afterStep(StepReport step) {
    reports.add(step);
  }

  /** Writes a checkpoint if it is time; called when all has been done that belongs to the step. */
  void keep(int step) {
    long now = System.nanoTime();
    if (step == loop.totalSteps() || now - last < every.toNanos()) {
      return;
    }
    try (Ops ops = Ops.evaluation(learner.backbone().manager(), learner.backbone().dtype())) {
      checkpoints.save(step, ops, arrays(), reports, monitor.evaluations());
    } catch (IOException e) {
      throw new UncheckedIOException("writing the checkpoint of step " + step, e);
    }
    last = System.nanoTime();
  }

  private Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>(loop.arrays());
    arrays.putAll(monitor.arrays());
    return arrays;
  }
}
