package org.peftbench.methods;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Head;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.weights.SafetensorsWriter;
import org.peftbench.models.weights.Tensor;

/** A random two-layer BERT with a head and a batch of six rows: what the methods are tested on. */
final class TinyModel implements AutoCloseable {
  static final int HIDDEN = 24;
  static final int WIDE = 40;
  static final int VOCABULARY = 50;
  static final int POSITIONS = 32;
  static final int CLASSES = 3;

  final Backbone backbone;
  final Head head;
  double learningRate = 0.01;
  private final List<Encoding> rows = new ArrayList<>();
  private final long[] labels = {2, 0, 1, 1, 0, 2};

  TinyModel(Path folder, DataType dtype) throws IOException {
    write(folder);
    backbone = Architecture.openAny(new ModelFiles("tiny", folder, "none"), dtype);
    head = new Head(backbone, HeadKind.SEQUENCE, CLASSES, 1);
    head.parameters().values().forEach(array -> array.setRequiresGradient(true));
    Random random = new Random(5);
    for (int length : new int[] {7, 3, 9, 5, 8, 4}) {
      rows.add(new Encoding(random.longs(length, 1, VOCABULARY).toArray(), new long[length]));
    }
  }

  private static void write(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("config.json"),
        """
        {"model_type": "bert", "hidden_size": 24, "num_hidden_layers": 2,
         "num_attention_heads": 3, "intermediate_size": 40, "vocab_size": 50,
         "max_position_embeddings": 32, "type_vocab_size": 2, "layer_norm_eps": 1e-12}
        """,
        StandardCharsets.UTF_8);
    Map<String, Shape> shapes = new LinkedHashMap<>();
    shapes.put("embeddings.word_embeddings.weight", new Shape(VOCABULARY, HIDDEN));
    shapes.put("embeddings.position_embeddings.weight", new Shape(POSITIONS, HIDDEN));
    shapes.put("embeddings.token_type_embeddings.weight", new Shape(2, HIDDEN));
    norm(shapes, "embeddings.LayerNorm");
    for (int layer = 0; layer < 2; layer++) {
      String path = "encoder.layer." + layer + ".";
      linear(shapes, path + "attention.self.query", HIDDEN, HIDDEN);
      linear(shapes, path + "attention.self.key", HIDDEN, HIDDEN);
      linear(shapes, path + "attention.self.value", HIDDEN, HIDDEN);
      linear(shapes, path + "attention.output.dense", HIDDEN, HIDDEN);
      norm(shapes, path + "attention.output.LayerNorm");
      linear(shapes, path + "intermediate.dense", WIDE, HIDDEN);
      linear(shapes, path + "output.dense", HIDDEN, WIDE);
      norm(shapes, path + "output.LayerNorm");
    }
    linear(shapes, "pooler.dense", HIDDEN, HIDDEN);
    Random random = new Random(3);
    List<Tensor> tensors = new ArrayList<>();
    shapes.forEach(
        (name, shape) -> {
          float[] values = new float[(int) shape.size()];
          float center = name.endsWith("LayerNorm.weight") ? 1 : 0;
          for (int i = 0; i < values.length; i++) {
            values[i] = center + (float) random.nextGaussian() * 0.3f;
          }
          tensors.add(Tensor.of(name, shape, values));
        });
    try (var out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
      SafetensorsWriter.write(out, Map.of(), tensors);
    }
  }

  private static void linear(Map<String, Shape> shapes, String module, int out, int in) {
    shapes.put(module + ".weight", new Shape(out, in));
    shapes.put(module + ".bias", new Shape(out));
  }

  private static void norm(Map<String, Shape> shapes, String module) {
    shapes.put(module + ".weight", new Shape(HIDDEN));
    shapes.put(module + ".bias", new Shape(HIDDEN));
  }

  /** The batch in a scope. */
  TokenBatch batch(Ops ops) {
    return TokenBatch.of(ops, rows, 0);
  }

  NDArray logits(Ops ops, Taps taps, double dropout) {
    TokenBatch batch = batch(ops);
    NDArray hidden = backbone.hiddenStates(ops, batch, taps, dropout);
    return head.forward(ops, backbone.pooled(ops, hidden, batch, taps), dropout);
  }

  /** Logits outside training. */
  double[] logits(Taps taps) {
    try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
      return ops.values(logits(ops, taps, 0.5));
    }
  }

  /** Loss with its penalty, in the scope. */
  NDArray loss(Ops ops, Adaptation adaptation, double dropout) {
    NDArray labels = ops.longs(this.labels, new Shape(this.labels.length));
    NDArray loss = ops.crossEntropy(logits(ops, adaptation.taps(), dropout), labels);
    NDArray penalty = adaptation.penalty(ops);
    return penalty == null ? loss : ops.add(loss, penalty);
  }

  /** The loss as a number, outside training. */
  double loss(Adaptation adaptation) {
    try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
      return ops.value(loss(ops, adaptation, 0));
    }
  }

  /** An optimizer over the adaptation and the head. */
  AdamW optimizer(Adaptation adaptation) {
    List<NDArray> arrays =
        new ArrayList<>(adaptation.trainables().stream().map(Trainable::array).toList());
    arrays.addAll(head.parameters().values());
    return new AdamW(backbone.manager(), List.of(new AdamW.Group(arrays, 0, 1)), 0.9, 0.999, 1e-8);
  }

  /**
   * One training step; {@code between} runs after forward and before backward. The loss before it.
   */
  double step(
      Adaptation adaptation,
      AdamW optimizer,
      int step,
      int total,
      double dropout,
      Runnable between) {
    if (step == 1) {
      adaptation.begin(0, total, optimizer);
    }
    double value;
    try (Ops ops = dropout > 0 ? asTrainings(step) : asTests();
        GradientCollector collector = Engine.getInstance().newGradientCollector()) {
      NDArray loss = loss(ops, adaptation, dropout);
      between.run();
      collector.backward(loss);
      value = ops.value(loss);
    }
    adaptation.beforeStep(step);
    optimizer.step(learningRate);
    adaptation.afterStep(step, total);
    optimizer.zeroGradients();
    return value;
  }

  private Ops asTests() {
    return Ops.training(backbone.manager(), backbone.dtype());
  }

  /** Layers that are done let go of what they can. */
  private Ops asTrainings(int step) {
    return Ops.training(backbone.manager(), backbone.dtype(), step, false);
  }

  @Override
  public void close() {
    head.close();
    backbone.close();
  }
}
