package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Role;
import org.peftbench.models.Taps;
import org.peftbench.models.TokenBatch;
import org.peftbench.models.ops.AdamW;
import org.peftbench.models.ops.Ledger;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;

/** One of the random networks that the parity of architectures is tested on, and a loss over it. */
final class SmallNetwork implements AutoCloseable {
  private static final Path ROOT = Path.of("../models/src/test/resources/org/peftbench/models");
  private static final int CLASSES = 3;
  private static final int END = 2;

  final Backbone backbone;
  private final List<Encoding> rows;
  private final float[] projection;
  private double dropout;

  SmallNetwork(String name) throws IOException {
    this(Architecture.openAny(files(name), DataType.FLOAT32));
  }

  /** The same in a dry run. */
  SmallNetwork(String name, Ledger ledger) throws IOException {
    this(
        Architecture.planned(
            Architecture.readConfig(files(name)), DataType.FLOAT32, ledger, HeadKind.SEQUENCE));
  }

  private SmallNetwork(Backbone backbone) {
    this.backbone = backbone;
    Random random = new Random(5);
    int vocabulary =
        backbone.sites().stream()
            .filter(site -> site.role() == Role.TOKEN_EMBEDDING)
            .findFirst()
            .orElseThrow()
            .in();
    rows = Stream.of(5, 3, 4).map(length -> row(random, length, vocabulary)).toList();
    projection = new float[CLASSES * backbone.hiddenSize()];
    for (int i = 0; i < projection.length; i++) {
      projection[i] = (float) random.nextGaussian();
    }
  }

  private static Encoding row(Random random, int length, int vocabulary) {
    long[] ids = random.longs(length, END + 1, vocabulary).toArray();
    ids[length - 1] = END;
    return new Encoding(ids, new long[length]);
  }

  /** Names of all there are: folders with a config.json and weights. */
  static List<String> names() {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.endsWith("model.safetensors"))
          .map(Path::getParent)
          .filter(folder -> Files.exists(folder.resolve("config.json")))
          .map(folder -> ROOT.relativize(folder).toString().replace('\\', '/'))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static ModelFiles files(String name) {
    return new ModelFiles(name, ROOT.resolve(name), "none");
  }

  double[] logits(Taps taps) {
    try (Ops ops = Ops.evaluation(backbone.manager(), backbone.dtype())) {
      return ops.values(logits(ops, taps));
    }
  }

  private NDArray logits(Ops ops, Taps taps) {
    TokenBatch batch = TokenBatch.of(ops, rows, 1);
    NDArray hidden = backbone.hiddenStates(ops, batch, taps, ops.isTraining() ? dropout : 0);
    NDArray pooled = backbone.pooled(ops, hidden, batch, taps); // [rows, hidden]
    return ops.linear(pooled, ops.floats(projection, new Shape(CLASSES, backbone.hiddenSize())));
  }

  /** Trains some steps; the loss before each. */
  double[] train(Adaptation adaptation, AdamW optimizer, int steps) {
    double[] losses = new double[steps];
    adaptation.begin(0, steps, optimizer);
    for (int step = 1; step <= steps; step++) {
      try (Ops ops = Ops.training(backbone.manager(), backbone.dtype());
          GradientCollector collector = ops.collector()) {
        NDArray sum = loss(ops, adaptation);
        ops.backward(collector, sum);
        losses[step - 1] = ops.value(sum);
      }
      adaptation.beforeStep(step);
      optimizer.step(0.01);
      adaptation.afterStep(step, steps);
      optimizer.zeroGradients();
    }
    return losses;
  }

  /** What is to be lowered. */
  NDArray loss(Ops ops, Adaptation adaptation) {
    NDArray labels = ops.longs(new long[] {2, 0, 1}, new Shape(rows.size()));
    NDArray loss = ops.crossEntropy(logits(ops, adaptation.taps()), labels);
    NDArray penalty = adaptation.penalty(ops);
    return penalty == null ? loss : ops.add(loss, penalty);
  }

  /** The same network whose training drops. */
  void drop(double probability) {
    dropout = probability;
  }

  AdamW optimizer(Adaptation adaptation) {
    List<NDArray> arrays = adaptation.trainables().stream().map(Trainable::array).toList();
    return new AdamW(backbone.manager(), List.of(new AdamW.Group(arrays, 0, 1)), 0.9, 0.999, 1e-8);
  }

  /** All of the backbone's own numbers. */
  Map<String, float[]> frozen() {
    Map<String, float[]> values = new LinkedHashMap<>();
    backbone.parameters().forEach((name, array) -> values.put(name, array.toFloatArray()));
    return values;
  }

  @Override
  public void close() {
    backbone.close();
  }
}
