package org.peftbench.results;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.base.Json;

/** Records for tests. */
final class Records {
  static final List<Prediction> PREDICTIONS =
      List.of(
          new Prediction("a", "yes", "yes", List.of(0.25, 1.5)),
          new Prediction("b", "no", "yes \"quoted\"\n\u2028", List.of(-1e-9, 3.0)));

  private Records() {}

  static RunSpec spec(long seed) {
    return new RunSpec(
        RunSpec.SCHEMA,
        new RunSpec.Backbone("tiny", "d1"),
        new RunSpec.Task("parity", 1, "d2", 100, null),
        new RunSpec.Method("lora", Json.MAPPER.createObjectNode().put("rank", 8)),
        Protocol.DEFAULT,
        seed,
        "float32",
        2);
  }

  static RunRecord succeeded(long seed) {
    return record(seed, RunRecord.SCHEMA, RunStore.digest(PREDICTIONS));
  }

  static RunRecord record(long seed, int schema, @Nullable String digest) {
    return new RunRecord(
        schema,
        "lora",
        spec(seed),
        RunStatus.SUCCEEDED,
        null,
        Instant.parse("2026-01-02T03:04:05Z"),
        new Environment(
            "Linux", "a cpu", 2, 1L << 34, "17", "PyTorch", "cpu", "0.1", Map.of("A", "b")),
        "accuracy",
        List.of(new Metric("accuracy", 0.5, "fraction", Direction.HIGHER, Aggregation.ONCE)),
        List.of(new Curve("loss", List.of(1, 2), List.of(0.1, 0.2), List.of(0.7, 0.6))),
        Map.of("suite", "test"),
        digest);
  }
}
