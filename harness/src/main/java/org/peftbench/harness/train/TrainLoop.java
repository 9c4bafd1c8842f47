package org.peftbench.harness.train;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.Trainable;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.Protocol;
import org.peftbench.tasks.Example;

/**
 * Forward, backward, update, as often as the protocol says. It has no idea which method it trains.
 */
final class TrainLoop implements AutoCloseable {
  /** AdamW's constants, PyTorch's defaults and everybody's. */
  private static final double BETA1 = 0.9;

  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Learner learner;
  private final Objective objective;
  private final Protocol protocol;
  private final BatchOrder batches;
  private final int totalSteps;
  private final LearningRate rate;
  private final AdamW optimizer;

  TrainLoop(
      Learner learner,
      Objective objective,
      Protocol protocol,
      List<EncodedExample> rows,
      long seed) {
    this.learner = learner;
    this.objective = objective;
    this.protocol = protocol;
    batches = new BatchOrder(rows, protocol.batchSize(), seed, protocol.order());
    totalSteps =
        protocol.steps() > 0
            ? protocol.steps()
            : (int) Math.ceil(protocol.epochs() * batches.batchesPerEpoch());
    rate = LearningRate.of(protocol, totalSteps);
    optimizer = optimizer();
    Engine.getInstance().setRandomSeed((int) seed); // dropout
  }

  int totalSteps() {
    return totalSteps;
  }

  private AdamW optimizer() {
    double headFactor =
        protocol.headLearningRate() == 0
            ? 1
            : protocol.headLearningRate() / protocol.learningRate();
    List<Trainable> adapted = learner.adaptation().trainables();
    List<Trainable> head = learner.headTrainables();
    return new AdamW(
        learner.backbone().manager(),
        List.of(
            group(adapted, true, 1),
            group(adapted, false, 1),
            group(head, true, headFactor),
            group(head, false, headFactor)),
        BETA1,
        BETA2,
        EPSILON);
  }

  private AdamW.Group group(List<Trainable> trainables, boolean decayed, double rateFactor) {
    return new AdamW.Group(
        trainables.stream()
            .filter(trainable -> trainable.decayed() == decayed)
            .map(Trainable::array)
            .toList(),
        decayed ? protocol.weightDecay() : 0,
        rateFactor);
  }

  /**
   * Trains to the end, or until the loss is not finite.
   *
   * @param afterStep sees every step, outside the clock
   * @return the step that diverged, or null
   */
  @Nullable Integer run(Consumer<StepReport> afterStep) {
    return run(step -> {}, afterStep);
  }

  /**
   * The same.
   *
   * @param beforeUpdate told of every step, counted from 1, whose gradients are complete
   */
  @Nullable Integer run(IntConsumer beforeUpdate, Consumer<StepReport> afterStep) {
    learner.adaptation().begin(totalSteps, optimizer);
    for (int step = 1; step <= totalSteps; step++) {
      StepReport report = step(step, beforeUpdate);
      afterStep.accept(report);
      if (!Double.isFinite(report.loss()) || !Double.isFinite(report.gradientNorm())) {
        return step;
      }
    }
    return null;
  }

  private StepReport step(int step, IntConsumer beforeUpdate) {
    long start = System.nanoTime();
    List<EncodedExample> batch = batches.next();
    int part = Math.max(1, protocol.batchSize() / protocol.accumulation());
    double loss = 0;
    long tokens = 0;
    long padded = 0;
    for (List<EncodedExample> rows : BatchOrder.cut(batch, part)) {
      try (Ops ops = Ops.training(learner.backbone().manager(), learner.backbone().dtype())) {
        TokenBatch input =
            TokenBatch.of(
                ops, rows.stream().map(EncodedExample::encoding).toList(), learner.padId());
        loss += backward(ops, input, rows, (double) rows.size() / batch.size());
        tokens += input.tokens();
        padded += (long) input.rows() * input.length();
      }
    }
    learner.adaptation().beforeStep(step);
    beforeUpdate.accept(step);
    double norm =
        optimizer.clip(protocol.clipNorm() > 0 ? protocol.clipNorm() : Double.POSITIVE_INFINITY);
    if (Double.isFinite(loss) && Double.isFinite(norm)) {
      optimizer.step(rate.at(step));
      learner.adaptation().afterStep(step, totalSteps);
    }
    optimizer.zeroGradients();
    double seconds = (System.nanoTime() - start) * 1e-9;
    return new StepReport(step, seconds, loss, rate.at(step), norm, tokens, padded);
  }

  /** Adds the gradients of some rows' share of the batch's mean loss; that share. */
  private double backward(Ops ops, TokenBatch input, List<EncodedExample> rows, double share) {
    List<Example> examples = rows.stream().map(EncodedExample::example).toList();
    try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = objective.loss(ops, learner.logits(ops, input), examples);
      NDArray penalty = learner.adaptation().penalty(ops);
      NDArray scaled = ops.scale(penalty == null ? loss : ops.add(loss, penalty), share);
      collector.backward(scaled);
      return ops.value(scaled);
    }
  }

  /**
   * Names of trainables that no gradient has reached: they never moved, and the run can't be what
   * it claims.
   */
  List<String> neverMoved() {
    // By identity: DJL's arrays are equal when their contents are.
    Set<String> untouched =
        optimizer.untouched().stream().map(NDArray::getUid).collect(Collectors.toSet());
    return learner.trainables().stream()
        .filter(trainable -> untouched.contains(trainable.array().getUid()))
        .map(Trainable::name)
        .toList();
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
