package org.peftbench.harness.track;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.peftbench.results.Curve;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.base.Json;

/** A small run to tell trackers of. */
final class TrackedRuns {
  static final RunRecord RECORD =
      new RunRecord(
          RunRecord.SCHEMA,
          "lora r=2",
          new RunSpec(
              RunSpec.SCHEMA,
              new RunSpec.Backbone("mini", "0123"),
              new RunSpec.Task("words", 1, "4567", null, null),
              new RunSpec.Method(
                  "lora", Json.MAPPER.createObjectNode().put("rank", 2).put("a/../b", "c|d")),
              Protocol.DEFAULT,
              7,
              "float32",
              1),
          RunStatus.SUCCEEDED,
          null,
          Instant.parse("2026-11-23T05:06:07.5Z"),
          null,
          "accuracy",
          List.of(
              new Metric("accuracy", 0.8125, "fraction", Direction.HIGHER, Aggregation.ONCE),
              new Metric("peak_rss", 123456789, "bytes", Direction.LOWER, Aggregation.MAXIMUM)),
          List.of(
              new Curve("loss", List.of(1, 2, 3), List.of(0.25, 0.5, 0.75), List.of(1.5, 1.0, .5)),
              new Curve("evaluation.accuracy", List.of(3), List.of(0.75), List.of(0.75))),
          Map.of(),
          null);

  private TrackedRuns() {}

  /** Fixed, whatever form specs take. */
  static TrackedRun run() {
    return new TrackedRun(
        "words-suite",
        "0123456789abcdef",
        "words / lora r=2 / seed 7",
        RECORD.started(),
        true,
        Map.of("method.config.rank", "2", "method.config.a_.._b", "c|d", "seed", "7"),
        Map.of("method", "lora", "task", "words", "peftbench.label", "lora r=2", "seed", "7"),
        TrackedRun.of("words-suite", RECORD).points());
  }
}
