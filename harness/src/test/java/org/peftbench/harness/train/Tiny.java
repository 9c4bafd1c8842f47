package org.peftbench.harness.train;

import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.peftbench.harness.train.family.EncodedExample;
import org.peftbench.harness.train.family.Learner;
import org.peftbench.methods.Adaptation;
import org.peftbench.methods.PeftMethod;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.Architecture;
import org.peftbench.models.Backbone;
import org.peftbench.models.Head;
import org.peftbench.models.source.ModelFiles;
import org.peftbench.models.text.Encoding;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Json;

/**
 * A two-layer BERT and rows whose class is the parity of their first token: something small that
 * can be learnt.
 */
final class Tiny {
  private static final Path MODEL =
      Path.of("../methods/src/test/resources/org/peftbench/methods/parity/tiny");

  static final Parity PARITY = new Parity();

  private Tiny() {}

  static Backbone backbone() throws IOException {
    return Architecture.openAny(new ModelFiles("tiny", MODEL, "none"), DataType.FLOAT32);
  }

  static Learner learner(Backbone backbone, String method, double dropout) {
    return learner(backbone, method, Json.MAPPER.createObjectNode(), dropout);
  }

  static Learner learner(Backbone backbone, String method, ObjectNode overrides, double dropout) {
    PeftMethod<?> registered = PeftMethods.named(method);
    return learner(
        backbone, registered.attach(backbone, registered.complete(overrides), 1), dropout);
  }

  static Learner learner(Backbone backbone, Adaptation adaptation, double dropout) {
    Head head = new Head(backbone, PARITY.head(), PARITY.outputs(), 1);
    head.parameters().values().forEach(array -> array.setRequiresGradient(true));
    return new Learner(backbone, adaptation, head, dropout, 0);
  }

  static List<EncodedExample<Parity.Sequence>> rows(int count) {
    Random random = new Random(4);
    List<EncodedExample<Parity.Sequence>> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int length = 3 + random.nextInt(6);
      long[] ids = random.longs(length, 1, 50).toArray();
      rows.add(Parity.example("row" + i, new Encoding(ids, new long[length])));
    }
    return rows;
  }

  static List<Parity.Sequence> features(int count) {
    return rows(count).stream().flatMap(row -> row.training().stream()).toList();
  }

  /** A protocol of some steps over batches of eight. */
  static Protocol protocol(int steps, int accumulation, double learningRate, double dropout) {
    return new Protocol(
        steps,
        0,
        8,
        accumulation,
        learningRate,
        0,
        Protocol.Schedule.LINEAR,
        0.1,
        0.01,
        1.0,
        dropout,
        32,
        0,
        8,
        Protocol.Selection.LAST,
        0);
  }
}
