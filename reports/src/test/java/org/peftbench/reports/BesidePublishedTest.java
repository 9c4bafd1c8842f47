package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.peftbench.results.base.Json;
import org.peftbench.results.published.PublishedFigure;

class BesidePublishedTest {
  /** Every method on three tasks; two seeds, 200 steps in batches of 32. */
  private final List<Block> blocks =
      Comparison.of(
              new SyntheticRuns(1)
                  .sweep("one", "synthetic-minilm", 2)
                  .sweep("two", "synthetic-minilm", 2)
                  .sweep("three", "hub:OWNER/model@main", 2)
                  .records())
          .blocks();

  @Test
  void aFigureStandsBesideEachRowOfItsMethodAndTask() {
    List<BesidePublished> pairs = BesidePublished.of(figure(List.of("one"), "{}", "{}"), blocks);

    assertThat(pairs).hasSize(1);
    Row row = pairs.get(0).rows().get(0);
    assertThat(row.method()).isEqualTo("lora");
    assertThat(pairs.get(0).mean()).isEqualTo(row.mean("accuracy"));
    assertThat(BesidePublished.of(figure(List.of("four"), "{}", "{}"), blocks)).isEmpty();
  }

  @Test
  void settingsThatAFigureIsAboutMustBeTheRows() {
    double skill =
        block("one").rows().stream()
            .filter(row -> row.method().equals("lora"))
            .findFirst()
            .orElseThrow()
            .example()
            .spec()
            .method()
            .config()
            .get("synthetic_skill")
            .doubleValue();

    assertThat(
            BesidePublished.of(
                figure(List.of("one"), "{\"synthetic_skill\": " + skill + "}", "{}"), blocks))
        .hasSize(1);
    assertThat(BesidePublished.of(figure(List.of("one"), "{\"synthetic_skill\": 7}", "{}"), blocks))
        .isEmpty();
  }

  @Test
  void aMeanOverTasksNeedsAllOfThemOnOneBackbone() {
    List<BesidePublished> pairs =
        BesidePublished.of(figure(List.of("two", "one"), "{}", "{}"), blocks);

    assertThat(pairs).hasSize(1);
    assertThat(pairs.get(0).mean())
        .isCloseTo((accuracy("one") + accuracy("two")) / 2, within(1e-12));
    assertThat(BesidePublished.of(figure(List.of("two", "three"), "{}", "{}"), blocks)).isEmpty();
  }

  @Test
  void whatIsKnownToDifferIsNamedWithBothSides() {
    PublishedFigure figure =
        figure(
            List.of("three"),
            "{}",
            "{\"batch_size\": 32, \"epochs\": 30, \"learning_rate\": 0.1, \"selection\": \"best-on-test\"}");

    assertThat(BesidePublished.of(figure, blocks).get(0).differences())
        .containsExactly(
            "rows (all there, some here)",
            "epochs (30 there, 200 steps here)",
            "learning_rate (0.1 there, 5.0e-4 here)",
            "selection (best-on-test there, last here)");
    assertThat(BesidePublished.of(figure(List.of("one"), "{}", "{}"), blocks).get(0).differences())
        .containsExactly(
            "backbone (OWNER/model there, synthetic-minilm here)", "rows (all there, some here)");
  }

  @Test
  void aFigureOfNoTaskStandsBesideTheFirstRowOnItsBackbone() {
    PublishedFigure count = figure(List.of(), "{}", "{}");

    assertThat(BesidePublished.of(count, blocks))
        .singleElement()
        .satisfies(pair -> assertThat(pair.blocks()).containsExactly(block("three")));
  }

  private Block block(String task) {
    return blocks.stream()
        .filter(block -> block.task().name().equals(task))
        .findFirst()
        .orElseThrow();
  }

  private double accuracy(String task) {
    return BesidePublished.of(figure(List.of(task), "{}", "{}"), blocks).get(0).mean();
  }

  private static PublishedFigure figure(List<String> tasks, String config, String training) {
    return new PublishedFigure(
        tasks,
        "lora",
        json(config),
        "OWNER/model",
        "accuracy",
        0.9,
        null,
        json(training),
        null,
        "a source",
        "a protocol");
  }

  private static ObjectNode json(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
