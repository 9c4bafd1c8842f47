package org.peftbench.harness.pretrain;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.peftbench.harness.train.LearningRate;
import org.peftbench.models.EncoderDecoder;
import org.peftbench.models.Initializer;
import org.peftbench.models.LanguageModel;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.text.TokenizerMaker;
import org.peftbench.results.Protocol;

/** Trains all parameters of a language model from scratch. */
final class Pretraining implements AutoCloseable {
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.98;
  private static final double EPSILON = 1e-6;
  private static final double DECAY = 0.01;
  private static final double CLIP = 1;

  private final Recipe recipe;
  private final LanguageModel model;
  private final Map<String, NDArray> trained = new LinkedHashMap<>();
  private final Taps taps;
  private final AdamW optimizer;

  Pretraining(Recipe recipe, LanguageModel model) {
    this.recipe = recipe;
    this.model = model;
    Taps.Builder builder = Taps.builder();
    Initializer initializer = new Initializer(model.manager(), DataType.FLOAT32, recipe.seed());
    model
        .parameters()
        .forEach(
            (name, start) -> {
              NDArray copy = initializer.copy(start);
              copy.setRequiresGradient(true);
              trained.put(name, copy);
              builder.parameter(name, copy);
            });
    taps = builder.build();
    optimizer =
        new AdamW(model.manager(), List.of(group(true), group(false)), BETA1, BETA2, EPSILON);
  }

  /** Matrices decay, norms and biases do not. */
  private AdamW.Group group(boolean matrices) {
    List<NDArray> arrays =
        trained.values().stream()
            .filter(array -> array.getShape().dimension() > 1 == matrices)
            .toList();
    return new AdamW.Group(arrays, matrices ? DECAY : 0, 1);
  }

  /**
   * Trains for so many steps of the recipe's.
   *
   * @param rows token ids of the training text, in the order in which they are read, again and
   *     again
   * @param afterStep told step and loss
   */
  void train(List<long[]> rows, int steps, BiConsumer<Integer, Double> afterStep) {
    LearningRate rate =
        new LearningRate(
            Protocol.Schedule.COSINE, recipe.learningRate(), recipe.warmup(), recipe.steps());
    Random random = new Random(recipe.seed());
    for (int step = 1; step <= steps; step++) {
      List<long[]> batch = new ArrayList<>();
      for (int i = 0; i < recipe.batch(); i++) {
        batch.add(rows.get((int) (((step - 1L) * recipe.batch() + i) % rows.size())));
      }
      Lesson lesson = Lesson.of(recipe.objective(), batch, recipe.vocabulary(), random);
      double loss = learn(lesson);
      optimizer.clip(CLIP);
      optimizer.step(rate.at(step + 1)); // the first step's rate is not 0
      optimizer.zeroGradients();
      afterStep.accept(step, loss);
    }
  }

  private double learn(Lesson lesson) {
    try (Ops ops = Ops.training(model.manager(), DataType.FLOAT32);
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = loss(ops, lesson);
      collector.backward(loss);
      return ops.value(loss);
    }
  }

  /** Mean loss on other rows, by questions that are the same at every call. */
  double evaluate(List<long[]> rows) {
    Random random = new Random(recipe.seed());
    double sum = 0;
    int batches = 0;
    for (int from = 0; from < rows.size(); from += recipe.batch()) {
      List<long[]> batch = rows.subList(from, Math.min(rows.size(), from + recipe.batch()));
      try (Ops ops = Ops.evaluation(model.manager(), DataType.FLOAT32)) {
        Lesson lesson = Lesson.of(recipe.objective(), batch, recipe.vocabulary(), random);
        sum += ops.value(loss(ops, lesson));
        batches++;
      }
    }
    return sum / batches;
  }

  private NDArray loss(Ops ops, Lesson lesson) {
    TokenBatch read = TokenBatch.of(ops, lesson.read(), TokenizerMaker.PAD);
    NDArray states;
    if (lesson.written() == null) {
      states = model.hiddenStates(ops, read, taps, 0);
    } else {
      EncoderDecoder pair = (EncoderDecoder) model;
      TokenBatch written = TokenBatch.of(ops, lesson.written(), TokenizerMaker.PAD);
      states = pair.decode(ops, written, pair.encode(ops, read, taps, 0), read, taps, 0);
    }
    NDArray flat = ops.reshape(states, -1, model.hiddenSize());
    Shape count = new Shape(lesson.places().length);
    NDArray asked = ops.embedding(ops.longs(lesson.places(), count), flat);
    return ops.crossEntropy(model.logits(ops, asked, taps), ops.longs(lesson.answers(), count));
  }

  /** What has been trained, by name. */
  Map<String, NDArray> trained() {
    return trained;
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
