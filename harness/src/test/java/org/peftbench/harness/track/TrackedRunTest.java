package org.peftbench.harness.track;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class TrackedRunTest {
  private final TrackedRun run = TrackedRun.of("words-suite", TrackedRuns.RECORD);

  @Test
  void hasTheWholeSpecAsParametersUnderNamesThatAreNoPaths() {
    assertThat(run.parameters())
        .containsEntry("method.config.rank", "2")
        .containsEntry("method.config.a_.._b", "c|d")
        .containsEntry("protocol.batch_size", "32")
        .containsEntry("seed", "7");
    assertThat(run.parameters().keySet()).noneMatch(name -> name.contains("/"));
  }

  @Test
  void saysByTagsWhatPeopleLookFor() {
    assertThat(run.tags())
        .containsEntry("method", "lora")
        .containsEntry("task", "words")
        .containsEntry("backbone", "mini")
        .containsEntry("peftbench.run", TrackedRuns.RECORD.spec().id());
  }

  @Test
  void hasCurvesByStepAndFiguresAtTheLast() {
    Instant half = Instant.parse("2026-11-23T05:06:08Z");
    Instant last = Instant.parse("2026-11-23T05:06:08.250Z");
    assertThat(run.points())
        .hasSize(6)
        .contains(
            new TrackedRun.Point("loss", 2, half, 1.0),
            new TrackedRun.Point("evaluation.accuracy", 3, last, 0.75),
            new TrackedRun.Point("final.accuracy", 3, last, 0.8125),
            new TrackedRun.Point("final.peak_rss", 3, last, 123456789));
    assertThat(run.ended()).isEqualTo(last);
  }
}
