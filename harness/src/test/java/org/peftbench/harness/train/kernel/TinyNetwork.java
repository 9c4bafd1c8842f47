package org.peftbench.harness.train.kernel;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.peftbench.harness.train.AdapterFiles;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.methods.Trainable;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.HeadKind;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.weights.SafetensorsFile;
import org.peftbench.results.RunSpec;
import org.peftbench.results.base.Json;

/** A two-layer BERT with its own classifier of three labels, in double precision. */
record TinyNetwork(Backbone backbone) implements AutoCloseable {
  static final int OUTPUTS = 3;

  private static final Path MODEL =
      Path.of("../methods/src/test/resources/org/peftbench/methods/parity/tiny");

  static TinyNetwork open() throws IOException {
    return new TinyNetwork(
        Architecture.openAny(new ModelFiles("tiny", MODEL, "none"), DataType.FLOAT64));
  }

  Learner learner(String method) {
    PeftMethod<?> registered = PeftMethods.named(method);
    RunSpec.Method spec =
        new RunSpec.Method(method, registered.complete(Json.MAPPER.createObjectNode()));
    Learner learner = Learner.of(backbone, spec, HeadKind.SEQUENCE, OUTPUTS, 1, 0, 0);
    try (SafetensorsFile file = SafetensorsFile.open(MODEL.resolve("model.safetensors"));
        Ops ops = ops()) {
      learner
          .head()
          .parameters()
          .forEach((name, array) -> ops.assign(array, AdapterFiles.read(ops, file, name)));
    }
    return learner;
  }

  static List<NDArray> arrays(Learner learner) {
    return learner.adaptation().trainables().stream().map(Trainable::array).toList();
  }

  static List<Encoding> inputs(int count) {
    Random random = new Random(3);
    return IntStream.range(0, count)
        .mapToObj(i -> encoding(random.longs(3 + i % 4, 1, 50)))
        .toList();
  }

  static Encoding encoding(LongStream ids) {
    long[] all = ids.toArray();
    return new Encoding(all, new long[all.length]);
  }

  Ops ops() {
    return Ops.evaluation(backbone.manager(), DataType.FLOAT64);
  }

  @Override
  public void close() {
    backbone.close();
  }
}
