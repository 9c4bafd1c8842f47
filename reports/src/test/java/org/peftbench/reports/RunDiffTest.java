package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.RunDiff.Verdict;
import org.peftbench.reports.table.GridFormat;
import org.peftbench.results.Curve;
import org.peftbench.results.Environment;
import org.peftbench.results.Metric;
import org.peftbench.results.Metric.Aggregation;
import org.peftbench.results.Metric.Direction;
import org.peftbench.results.MetricNames;
import org.peftbench.results.Prediction;
import org.peftbench.results.Protocol;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunSpec;
import org.peftbench.results.RunStatus;
import org.peftbench.results.RunStore;
import org.peftbench.results.base.Json;

class RunDiffTest {
  private static final List<Prediction> ANSWERS = answers(0);

  @Test
  void theSameBitsAreBitEqualHoweverLongTheyTook() {
    RunDiff diff = diff(record(0.5, 10, 100, ANSWERS), record(0.5, 20, 100, ANSWERS), ANSWERS);
    assertThat(diff.verdict()).hasToString("bit-equal");
    assertThat(GridFormat.TEXT.render(diff.figures()))
        .contains("training_seconds", "2.00 ×", "accuracy");
    assertThat(diff.specification()).isEmpty();
    assertThat(diff.environment()).isEmpty();
  }

  @Test
  void fewOtherAnswersAreNoise() {
    List<Prediction> other = answers(4);
    RunDiff diff = diff(record(0.5, 10, 100, ANSWERS), record(0.4, 10, 100, other), other);
    assertThat(diff.verdict()).hasToString("within noise");
    assertThat(diff.reason()).contains("on the same 200 examples", "p = 0.125");
  }

  @Test
  void manyOtherAnswersAreADifference() {
    List<Prediction> other = answers(40);
    RunDiff diff = diff(record(0.5, 10, 100, ANSWERS), record(0.4, 10, 100, other), other);
    assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(diff.reason()).contains("p = < 0.001");
  }

  @Test
  void oneOtherLossIsNotBitEqual() {
    RunRecord before = record(0.5, 10, 100, ANSWERS);
    RunRecord after = record(Math.nextUp(0.5), 10, 100, ANSWERS);
    assertThat(diff(before, after, ANSWERS).verdict()).isEqualTo(Verdict.WITHIN_NOISE);
  }

  @Test
  void anotherNumberOfParametersIsADifferenceWhateverTheAnswers() {
    RunDiff diff = diff(record(0.5, 10, 100, ANSWERS), record(0.5, 10, 99, ANSWERS), ANSWERS);
    assertThat(diff.verdict()).isEqualTo(Verdict.DIFFERENT);
    assertThat(diff.reason()).isEqualTo("trainable_parameters.adaptation was 100, then 99");
  }

  @Test
  void withoutAnswersOnlyEqualBitsCount() {
    RunRecord before = record(0.5, 10, 100, List.of());
    RunRecord after = record(0.25, 10, 100, List.of());
    assertThat(RunDiff.of(before, List.of(), before, List.of()).verdict())
        .isEqualTo(Verdict.BIT_EQUAL);
    assertThat(RunDiff.of(before, List.of(), after, List.of()).reason())
        .isEqualTo("the curves differ, and there are no answers to test");
  }

  @Test
  void saysWhatOfMachineAndInputDiffers() {
    RunRecord before = record(0.5, 10, 100, ANSWERS);
    RunRecord after =
        new RunRecord(
            RunRecord.SCHEMA,
            "lora",
            spec(16),
            RunStatus.SUCCEEDED,
            null,
            Instant.EPOCH,
            environment("another", Map.of("LD_PRELOAD", "x")),
            "accuracy",
            before.metrics(),
            before.curves(),
            Map.of(),
            before.predictionsDigest());
    RunDiff diff = diff(before, after, ANSWERS);
    assertThat(diff.specification()).containsExactly("method.config.rank: 8, then 16");
    assertThat(diff.environment())
        .containsExactly("cpu: a cpu, then another", "settings.LD_PRELOAD: nothing, then x");
  }

  private static RunDiff diff(RunRecord before, RunRecord after, List<Prediction> answers) {
    return RunDiff.of(before, ANSWERS, after, answers);
  }

  /** Two hundred right answers but for the first few. */
  private static List<Prediction> answers(int wrong) {
    List<Prediction> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      answers.add(new Prediction("e" + i, "yes", i < wrong ? "no" : "yes", List.of(0.5, 1.5)));
    }
    return answers;
  }

  private static RunRecord record(
      double loss, double seconds, long trained, List<Prediction> answers) {
    @Nullable String digest = answers.isEmpty() ? null : RunStore.digest(answers);
    return new RunRecord(
        RunRecord.SCHEMA,
        "lora",
        spec(8),
        RunStatus.SUCCEEDED,
        null,
        Instant.EPOCH,
        environment("a cpu", Map.of()),
        "accuracy",
        List.of(
            new Metric("accuracy", 0.75, "fraction", Direction.HIGHER, Aggregation.ONCE),
            new Metric(
                MetricNames.TRAINING_SECONDS,
                seconds,
                "seconds",
                Direction.LOWER,
                Aggregation.TOTAL),
            new Metric(
                MetricNames.TRAINABLE_ADAPTATION,
                trained,
                "parameters",
                Direction.LOWER,
                Aggregation.TOTAL)),
        List.of(new Curve("loss", List.of(1, 2), List.of(0.1, seconds), List.of(0.7, loss))),
        Map.of(),
        digest);
  }

  private static Environment environment(String cpu, Map<String, String> settings) {
    return new Environment("Linux", cpu, 2, 1L << 34, "17", "PyTorch", "cpu", "0.1", settings);
  }

  private static RunSpec spec(int rank) {
    return new RunSpec(
        RunSpec.SCHEMA,
        new RunSpec.Backbone("tiny", "d1"),
        new RunSpec.Task("parity", 1, "d2", null, null),
        new RunSpec.Method("lora", Json.MAPPER.createObjectNode().put("rank", rank)),
        Protocol.DEFAULT,
        1,
        "float32",
        2);
  }
}
