package org.peftbench.harness.train;

import ai.djl.ndarray.NDArray;
import ai.djl.training.GradientCollector;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.Stopwatch.Part;
import org.peftbench.harness.train.family.Family;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.Loss;
import org.peftbench.methods.Trainable;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.Protocol;

/**
 * Forward, backward, update, as often as the protocol says. It has no idea which method it trains,
 * nor for which family of tasks.
 */
public final class TrainLoop<F extends Feature> implements AutoCloseable {
  /** AdamW's constants, PyTorch's defaults and everybody's. */
  private static final double BETA1 = 0.9;

  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  private final Learner learner;
  private final Family<F, ?> family;
  private final Protocol protocol;
  private final BatchOrder<F> batches;
  private final int totalSteps;
  private final LearningRate rate;
  private final AdamW optimizer;
  private final long seed;
  private int done;
  private boolean begun;

  /**
   * A loop before its first step.
   *
   * @param features to train on, at least one
   * @param seed of the batches' order and of dropout
   */
  public TrainLoop(
      Learner learner, Family<F, ?> family, Protocol protocol, List<F> features, long seed) {
    this.learner = learner;
    this.family = family;
    this.protocol = protocol;
    batches = new BatchOrder<>(features, protocol.batchSize(), seed, protocol.order());
    totalSteps = learner.trainables().isEmpty() ? 0 : steps();
    rate = LearningRate.of(protocol, totalSteps);
    optimizer = optimizer();
    this.seed = seed;
  }

  /** None where nothing can be trained: a head alone, and the checkpoint brings it. */
  int totalSteps() {
    return totalSteps;
  }

  private int steps() {
    return protocol.steps() > 0
        ? protocol.steps()
        : (int) Math.ceil(protocol.epochs() * batches.batchesPerEpoch());
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
    begin();
    while (done < totalSteps) {
      StepReport report = step(++done, beforeUpdate);
      afterStep.accept(report);
      if (!Double.isFinite(report.loss()) || !Double.isFinite(report.gradientNorm())) {
        return done;
      }
    }
    return null;
  }

  /** Makes one step by itself, for those who measure steps; its loss. */
  @CanIgnoreReturnValue
  public double next() {
    begin();
    return step(++done, step -> {}).loss();
  }

  private void begin() {
    if (!begun) {
      begun = true;
      learner.adaptation().begin(done, totalSteps, optimizer);
      ProcessMemory.letGoOfFiles(); // of weights that the method has its own copy of
    }
  }

  /**
   * Puts the loop behind so many steps, whose outcome the caller has brought into {@link #arrays},
   * and then brings into {@link #memory}.
   */
  void resume(int steps) {
    batches.skip(steps);
    done = steps;
    begin();
  }

  /** All arrays that a step changes, by name: what is trained, buffers, memory, and moments. */
  Map<String, NDArray> arrays() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    number("trained.", learner.trainables().stream().map(Trainable::array).toList(), arrays);
    number("buffer.", List.copyOf(learner.adaptation().buffers().values()), arrays);
    arrays.putAll(memory());
    number("optimizer.", optimizer.state(), arrays);
    return arrays;
  }

  /** What the method remembers since it has begun, by name. */
  Map<String, NDArray> memory() {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    learner.adaptation().memory().forEach((name, array) -> arrays.put("memory." + name, array));
    return arrays;
  }

  /** What the optimizer keeps. */
  List<NDArray> optimizerState() {
    return optimizer.state();
  }

  /** By place, since a buffer may have the name of what is trained. */
  static void number(String prefix, List<NDArray> arrays, Map<String, NDArray> named) {
    for (int i = 0; i < arrays.size(); i++) {
      named.put(prefix + i, arrays.get(i));
    }
  }

  private StepReport step(int step, IntConsumer beforeUpdate) {
    // Dropout's numbers depend on seed and step alone, so a training can go on at any step.
    SplittableRandom seeds = new SplittableRandom(seed * 1_000_003 + step);
    long start = System.nanoTime();
    List<F> batch = batches.next();
    Stopwatch watch = new Stopwatch(start);
    watch.lap(Part.DATA);
    double terms = batch.stream().mapToInt(Feature::terms).sum();
    int part = Math.max(1, protocol.batchSize() / protocol.accumulation());
    double loss = 0;
    long tokens = 0;
    long padded = 0;
    for (List<F> features : BatchOrder.cut(batch, part)) {
      double share = features.stream().mapToInt(Feature::terms).sum() / terms;
      try (Ops ops = pass(seeds.nextLong());
          GradientCollector collector = ops.collector()) {
        Loss mean = family.loss(ops, learner, features);
        NDArray penalty = learner.adaptation().penalty(ops);
        NDArray whole = penalty == null ? mean.mean() : ops.add(mean.mean(), penalty);
        NDArray scaled = ops.scale(whole, share);
        watch.lap(Part.FORWARD);
        ops.backward(collector, scaled);
        loss += ops.value(scaled);
        watch.lap(Part.BACKWARD);
        tokens += mean.tokens();
        padded += mean.paddedTokens();
      }
    }
    watch.lap(Part.BACKWARD); // what closes with the graph
    learner.adaptation().beforeStep(step);
    beforeUpdate.accept(step);
    double norm =
        optimizer.clip(protocol.clipNorm() > 0 ? protocol.clipNorm() : Double.POSITIVE_INFINITY);
    if (Double.isFinite(loss) && Double.isFinite(norm)) {
      optimizer.step(rate.at(step));
      learner.adaptation().afterStep(step, totalSteps);
    }
    optimizer.zeroGradients();
    watch.lap(Part.OPTIMIZER);
    return new StepReport(
        step, watch.seconds(), watch.parts(), loss, rate.at(step), norm, tokens, padded);
  }

  private Ops pass(long seed) {
    return Ops.training(
        learner.backbone().manager(),
        learner.backbone().dtype(),
        seed,
        protocol.gradientCheckpointing() != null);
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
