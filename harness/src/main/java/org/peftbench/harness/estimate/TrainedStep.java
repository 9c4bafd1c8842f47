package org.peftbench.harness.estimate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Backbone;
import org.peftbench.models.EncoderDecoder;
import org.peftbench.models.Head;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.Encoding;

/**
 * A model that learns nothing of use, one step like another: whole rows of one token, and the first
 * answer is always right. The same code runs on the engine and dry.
 */
public final class TrainedStep implements AutoCloseable {
  private static final int CLASSES = 2;
  private static final long TOKEN = 5;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPSILON = 1e-8;

  /** Of the training that the steps begin: long enough for, and a multiple of, usual schedules. */
  private static final int STEPS = 216_216_000;

  private final Backbone backbone;
  private final StepShape shape;
  private final Adaptation adaptation;
  private final @Nullable Head head;
  private final List<NDArray> trained;
  private final AdamW optimizer;
  private int done;

  /**
   * A method on a backbone, with the step's head.
   *
   * @param config of the method, complete
   * @throws org.peftbench.results.base.UserError if the method does not fit
   */
  public TrainedStep(Backbone backbone, PeftMethod<?> method, ObjectNode config, StepShape shape) {
    this.backbone = backbone;
    this.shape = shape;
    adaptation = method.attach(backbone, config, 0);
    head = shape.head().isPretrained() ? null : new Head(backbone, shape.head(), CLASSES, 0);
    List<NDArray> arrays = new ArrayList<>();
    adaptation.trainables().stream().map(Trainable::array).forEach(arrays::add);
    if (head != null) {
      head.parameters().values().forEach(array -> array.setRequiresGradient(true));
      arrays.addAll(head.parameters().values());
    }
    optimizer =
        new AdamW(
            backbone.manager(), List.of(new AdamW.Group(arrays, 0, 1)), BETA1, BETA2, EPSILON);
    trained = arrays;
    adaptation.begin(0, STEPS, optimizer);
  }

  /** What the optimizer moves. */
  List<NDArray> trained() {
    return Collections.unmodifiableList(trained);
  }

  /** What the optimizer remembers of them. */
  List<NDArray> moments() {
    return optimizer.state();
  }

  /**
   * A step without the optimizer's part, which takes no memory of its own.
   *
   * @param between told when the loss is there and no gradient yet
   */
  void dry(Runnable between) {
    step(between, () -> {});
  }

  /** A whole step, on the engine. */
  public void run() {
    step(
        () -> {},
        () -> {
          optimizer.clip(1);
          optimizer.step(0);
        });
    optimizer.zeroGradients();
  }

  private void step(Runnable between, Runnable update) {
    pass(between);
    adaptation.beforeStep(++done);
    update.run();
    adaptation.afterStep(done, STEPS);
  }

  private void pass(Runnable between) {
    try (Ops ops = Ops.training(backbone.manager(), backbone.dtype(), 0, shape.checkpointed());
        GradientCollector collector = ops.collector()) {
      NDArray loss = loss(ops);
      NDArray penalty = adaptation.penalty(ops);
      NDArray whole = penalty == null ? loss : ops.add(loss, penalty);
      between.run();
      ops.backward(collector, whole);
    }
  }

  private NDArray loss(Ops ops) {
    TokenBatch batch = batch(ops);
    if (head != null) {
      NDArray states = backbone.hiddenStates(ops, batch, adaptation.taps(), shape.dropout());
      NDArray logits = head.logits(ops, states, batch, adaptation.taps(), shape.dropout());
      return crossEntropy(ops, logits);
    }
    LanguageModel model = (LanguageModel) backbone;
    return crossEntropy(ops, model.logits(ops, states(ops, model, batch), adaptation.taps()));
  }

  private NDArray states(Ops ops, LanguageModel model, TokenBatch batch) {
    if (model instanceof EncoderDecoder pair) {
      NDArray read = pair.encode(ops, batch, adaptation.taps(), shape.dropout());
      return pair.decode(ops, batch, read, batch, adaptation.taps(), shape.dropout());
    }
    NDArray states = model.hiddenStates(ops, batch, adaptation.taps(), shape.dropout());
    return model.ownStates(ops, states, batch);
  }

  private static NDArray crossEntropy(Ops ops, NDArray logits) {
    long classes = logits.getShape().get(logits.getShape().dimension() - 1);
    NDArray flat = ops.reshape(logits, -1, classes);
    int rows = Math.toIntExact(flat.getShape().get(0));
    return ops.crossEntropy(flat, ops.longs(new long[rows], new Shape(rows)));
  }

  private TokenBatch batch(Ops ops) {
    long[] ids = new long[shape.length()];
    Arrays.fill(ids, TOKEN);
    Encoding row = new Encoding(ids, new long[shape.length()]);
    return TokenBatch.of(ops, Collections.nCopies(shape.batch(), row), 0);
  }

  @Override
  public void close() {
    optimizer.close();
    adaptation.close();
    if (head != null) {
      head.close();
    }
  }
}
