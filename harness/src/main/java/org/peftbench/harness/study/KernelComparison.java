package org.peftbench.harness.study;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.peftbench.harness.train.ByLength;
import org.peftbench.harness.train.Encoder;
import org.peftbench.harness.train.Environments;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Families;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.harness.train.family.WholeText;
import org.peftbench.harness.train.kernel.AnswerGradients;
import org.peftbench.harness.train.kernel.KernelMatrix;
import org.peftbench.harness.train.kernel.TangentKernel;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Compute;
import org.peftbench.models.HeadKind;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TokenCache;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.UserError;
import org.peftbench.results.study.KernelStudy;
import org.peftbench.results.study.Study;
import org.peftbench.tasks.Example;
import org.peftbench.tasks.Target;
import org.peftbench.tasks.TaskData;
import org.peftbench.tasks.TaskDefinition;

/** Computes every method's kernel at its start and compares it with full fine-tuning's. */
public final class KernelComparison {
  /** Examples of the printed matrices. */
  private static final int SHOWN = 24;

  private static final int BATCH = 32;

  private final KernelStudy.Inputs inputs;
  private final List<Example> examples;
  private final List<String> labels;
  private final WholeText<?> family;
  private final Consumer<String> progress;

  private KernelComparison(
      KernelStudy.Inputs inputs, TaskData data, WholeText<?> family, Consumer<String> progress) {
    this.inputs = inputs;
    this.examples = ordered(data.train());
    this.labels = data.task().labels();
    this.family = family;
    this.progress = progress;
  }

  /**
   * A method under the name it is shown by.
   *
   * @param method with its complete configuration
   */
  public record Subject(String label, RunSpec.Method method) {}

  /**
   * Makes the study; the engine is awake.
   *
   * @param data whose training rows are the examples
   * @param subjects full fine-tuning first
   * @param home where tokens are kept
   * @param progress told of each method that is done
   * @throws UserError if the task is not answered by one vector a text
   */
  public static KernelStudy of(
      KernelStudy.Inputs inputs,
      ModelFiles files,
      TaskData data,
      List<Subject> subjects,
      Path home,
      Consumer<String> progress)
      throws IOException {
    TaskDefinition task = data.task();
    HeadKind head = Families.head(task, null, Architecture.of(files).heads().keySet());
    if (head != HeadKind.SEQUENCE) {
      throw new UserError(
          "task %s is a matter of %s here, and kernels are of one answer a text: take a task of"
              + " classification or regression, and an encoder",
          task.name(), task.kind());
    }
    if (data.train().size() < 2) {
      throw new UserError(
          "task %s has %d training rows here: a kernel needs 2 examples",
          task.name(), data.train().size());
    }
    WholeText<?> family = WholeText.of(task.kind(), task.labels());
    return new KernelComparison(inputs, data, family, progress).of(files, subjects, home);
  }

  /** By the right answer, so that a matrix shows the labels as blocks. */
  private static List<Example> ordered(List<Example> rows) {
    return rows.stream().sorted(Comparator.comparingDouble(row -> number(row.target()))).toList();
  }

  private static double number(Target target) {
    return target instanceof Target.Label label ? label.index() : ((Target.Score) target).value();
  }

  private KernelStudy of(ModelFiles files, List<Subject> subjects, Path home) throws IOException {
    DataType dtype = DataType.valueOf(inputs.dtype().toUpperCase(Locale.ROOT));
    Compute compute = Compute.on(inputs.device(), dtype);
    List<KernelStudy.Kernel> kernels = new ArrayList<>();
    try (Tokenizer tokenizer = Tokenizer.open(files);
        Backbone backbone = Architecture.openAny(files, compute, family.head())) {
      tokenizer.check(backbone);
      List<Encoding> encodings = encode(family, tokenizer, home);
      Start full = null;
      for (Subject subject : subjects) {
        Start start = start(backbone, subject, encodings, tokenizer.padId());
        full = full == null ? start : full;
        KernelStudy.Kernel kernel = kernel(subject, start, full);
        kernels.add(kernel);
        progress.accept(kernel.label());
      }
    }
    List<KernelStudy.Shown> shown =
        shown()
            .mapToObj(examples::get)
            .map(row -> new KernelStudy.Shown(row.id(), answer(row)))
            .toList();
    return new KernelStudy(Study.SCHEMA, inputs, shown, kernels, Environments.capture());
  }

  private <F extends Feature> List<Encoding> encode(
      WholeText<F> typed, Tokenizer tokenizer, Path home) throws IOException {
    TokenCache cache = new TokenCache(home.resolve("tokens"));
    List<EncodedExample<F>> rows =
        new Encoder<>(typed, tokenizer, cache, inputs.maxLength()).encode(examples);
    return rows.stream().map(row -> row.asking().get(0).inputs().get(0)).toList();
  }

  /** What a method is before its first step. */
  private record Start(
      long parameters, List<double[]> outputs, KernelMatrix adaptation, KernelMatrix head) {}

  private Start start(Backbone backbone, Subject subject, List<Encoding> encodings, int padId) {
    try (Learner learner =
        Learner.of(backbone, subject.method(), family, inputs.seed(), 0, padId)) {
      List<double[]> outputs = ByLength.map(encodings, Encoding::length, BATCH, learner::outputs);
      List<Trainable> adapted = learner.adaptation().trainables();
      AnswerGradients gradients = new AnswerGradients(learner, family.outputs(), encodings);
      List<KernelMatrix> kernels =
          TangentKernel.of(gradients, List.of(arrays(adapted), arrays(learner.headTrainables())));
      long parameters = adapted.stream().mapToLong(Trainable::size).sum();
      return new Start(parameters, outputs, kernels.get(0), kernels.get(1));
    }
  }

  private static List<NDArray> arrays(List<Trainable> trainables) {
    return trainables.stream().map(Trainable::array).toList();
  }

  private KernelStudy.Kernel kernel(Subject subject, Start start, Start full) {
    KernelMatrix own = start.adaptation();
    KernelMatrix reference = full.adaptation();
    return new KernelStudy.Kernel(
        subject.label(),
        subject.method(),
        start.parameters(),
        gap(start.outputs(), full.outputs()),
        own.trace(),
        own.isZero() ? null : shape(own, reference),
        likeness(own.plus(start.head()), reference.plus(full.head())));
  }

  private KernelStudy.Shape shape(KernelMatrix own, KernelMatrix reference) {
    return new KernelStudy.Shape(
        own.effectiveRank(),
        own.centred().alignment(answers().centred()),
        likeness(own, reference),
        matrix(own));
  }

  private static KernelStudy.Likeness likeness(KernelMatrix own, KernelMatrix reference) {
    return new KernelStudy.Likeness(
        own.alignment(reference),
        own.centred().alignment(reference.centred()),
        own.shapeDistance(reference),
        own.distance(reference));
  }

  private static double gap(List<double[]> own, List<double[]> reference) {
    double gap = 0;
    for (int row = 0; row < own.size(); row++) {
      for (int i = 0; i < own.get(row).length; i++) {
        gap = Math.max(gap, Math.abs(own.get(row)[i] - reference.get(row)[i]));
      }
    }
    return gap;
  }

  /** 1 for two examples of one label, 0 for others; of scores, their product. */
  private KernelMatrix answers() {
    int n = examples.size();
    double[][] products = new double[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        Target a = examples.get(i).target();
        Target b = examples.get(j).target();
        products[i][j] = a instanceof Target.Label ? (a.equals(b) ? 1 : 0) : number(a) * number(b);
      }
    }
    return new KernelMatrix(products);
  }

  private String answer(Example row) {
    return row.target() instanceof Target.Label label
        ? labels.get(label.index())
        : Double.toString(number(row.target()));
  }

  private IntStream shown() {
    int n = Math.min(SHOWN, examples.size());
    return IntStream.range(0, n).map(i -> (int) ((long) i * examples.size() / n));
  }

  private List<List<Double>> matrix(KernelMatrix kernel) {
    double mean = kernel.trace() / kernel.size();
    int[] places = shown().toArray();
    List<List<Double>> rows = new ArrayList<>();
    for (int i = 0; i < places.length; i++) {
      List<Double> row = new ArrayList<>();
      for (int j = 0; j <= i; j++) {
        row.add(rounded(kernel.at(places[i], places[j]) / mean));
      }
      rows.add(row);
    }
    return rows;
  }

  /** More digits than a picture shows would only be carried along. */
  private static double rounded(double value) {
    return Math.rint(value * 1e4) / 1e4;
  }
}
