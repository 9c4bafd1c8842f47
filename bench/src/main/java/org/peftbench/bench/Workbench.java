package org.peftbench.bench;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.peftbench.harness.train.TrainLoop;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.WholeText;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Role;
import org.peftbench.models.source.Home;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.source.ModelRepository;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Question;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskDefinition.Kind;

/**
 * A backbone with a method and a head of two classes, and one batch of random tokens, all of one
 * length.
 *
 * @param method with its complete configuration
 * @param heads of each attention
 */
record Workbench(ModelFiles files, RunSpec.Method method, Learner learner, Shape shape, int heads)
    implements AutoCloseable {
  /** The classes. */
  static final List<String> LABELS = List.of("no", "yes");

  private static final long SEED = 1;
  private static final double DROPOUT = 0.1;

  /** More than any measurement makes, and enough for every method's schedule. */
  private static final int STEPS = 1_000_000;

  /**
   * A batch's.
   *
   * @param length of each row, in tokens
   */
  record Shape(int rows, int length) {
    /** By {@code ROWSxLENGTH}. */
    static Shape of(String text) {
      String[] sizes = text.split("x", 2);
      return new Shape(Integer.parseInt(sizes[0]), Integer.parseInt(sizes[1]));
    }
  }

  /** Opens a checkpoint, which is fetched if need be, with a method as it is by default. */
  static Workbench open(String checkpoint, String method, String shape) {
    return open(checkpoint, method, Json.MAPPER.createObjectNode(), shape);
  }

  /**
   * Opens a checkpoint, which is fetched if need be.
   *
   * @param config what of the method's is not as by default
   * @param shape as {@code 16x128}
   * @throws UserError if it has no room for as many tokens
   */
  static Workbench open(String checkpoint, String method, ObjectNode config, String shape) {
    Shape asked = Shape.of(shape);
    ModelFiles files =
        new ModelRepository(Home.resolve(), false, System.err::println).fetch(checkpoint);
    try {
      Backbone backbone = Architecture.openAny(files, DataType.FLOAT32);
      if (asked.length() > backbone.maxPositions()) {
        throw new UserError(
            "%s has %d positions, %d are asked for: take shorter rows",
            checkpoint, backbone.maxPositions(), asked.length());
      }
      int heads = Architecture.readConfig(files).path("num_attention_heads").asInt();
      RunSpec.Method complete =
          new RunSpec.Method(method, PeftMethods.named(method).complete(config));
      Learner learner = Learner.of(backbone, complete, family(), SEED, DROPOUT, 0);
      return new Workbench(files, complete, learner, asked, heads);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static WholeText<?> family() {
    return WholeText.of(Kind.CLASSIFICATION, LABELS);
  }

  /** What one batch is made of. */
  List<Encoding> inputs() {
    return tokens().stream().map(row -> row.cut(shape.length())).toList();
  }

  /** The loop that a worker trains in, over this batch alone. */
  TrainLoop<?> loop() {
    return loop(family());
  }

  private <F extends Feature> TrainLoop<F> loop(WholeText<F> family) {
    List<F> features = new ArrayList<>();
    for (Tokens row : tokens()) {
      Example example =
          new Example("" + features.size(), new Question.Text(""), new Target.Label(0));
      features.addAll(family.encode(example, List.of(row), shape.length()).training());
    }
    return new TrainLoop<>(learner, family, protocol(), features, SEED);
  }

  private Protocol protocol() {
    Protocol usual = Protocol.DEFAULT;
    return new Protocol(
        STEPS,
        usual.epochs(),
        shape.rows(),
        1,
        usual.learningRate(),
        usual.headLearningRate(),
        usual.schedule(),
        usual.warmupRatio(),
        usual.weightDecay(),
        usual.clipNorm(),
        DROPOUT,
        shape.length(),
        0,
        usual.evaluationBatchSize(),
        usual.selection(),
        0);
  }

  private List<Tokens> tokens() {
    int vocabulary =
        learner.backbone().sites().stream()
            .filter(site -> site.role() == Role.TOKEN_EMBEDDING)
            .mapToInt(site -> site.in())
            .min()
            .orElseThrow();
    Random random = new Random(SEED);
    return IntStream.range(0, shape.rows())
        .mapToObj(
            row -> {
              int[] ids = random.ints(shape.length(), 1, vocabulary).toArray();
              int[] zeros = new int[ids.length];
              return new Tokens(ids, zeros, zeros, zeros, zeros);
            })
        .toList();
  }

  @Override
  public void close() {
    learner.close();
    learner.backbone().close();
  }
}
