package org.peftbench.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.peftbench.harness.estimate.StepEstimate;
import org.peftbench.harness.estimate.StepShape;
import org.peftbench.methods.PeftMethods;
import org.peftbench.models.HeadKind;
import org.peftbench.models.Outline;
import org.peftbench.models.outline.Outlines;
import org.peftbench.results.MetricNames;
import org.peftbench.results.base.Json;
import org.peftbench.results.published.PublishedFigure;
import org.peftbench.results.published.PublishedFigures;
import org.peftbench.tasks.TaskCatalog;
import org.peftbench.tasks.TaskDefinition;

/** Published figures that can be checked without training, and the page that tells of them. */
class PublishedChecksTest {
  private static final Path PAGE = Path.of("../docs/published.md");
  private static final String START = "<!-- computed -->\n";
  private static final String END = "<!-- /computed -->";

  /** Tasks that others have and the catalogue hasn't. */
  private static final List<String> FOREIGN = List.of("metamathqa");

  static Stream<PublishedFigure> counts() {
    return PublishedFigures.all().stream()
        .filter(figure -> figure.metric().equals(MetricNames.TRAINABLE_ADAPTATION));
  }

  @ParameterizedTest
  @MethodSource("counts")
  void countsOfParametersAreThePublishedOnes(PublishedFigure figure) {
    String model = "hub:" + Objects.requireNonNull(figure.backbone());
    Outline outline =
        figure.frozenHead() == null
            ? Outlines.of(Outlines.config(model))
            : Outlines.withClassifier(model, figure.frozenHead());
    BigDecimal published = BigDecimal.valueOf(figure.value()).stripTrailingZeros();

    long counted =
        new MethodChoice(PeftMethods.named(figure.method()), figure.config())
            .cost(outline)
            .trained();

    assertThat(BigDecimal.valueOf(counted).round(new MathContext(published.precision())))
        .isEqualByComparingTo(published);
  }

  @Test
  void everyFigureIsOfWhatThereIs() {
    List<String> tasks = TaskCatalog.all().stream().map(TaskDefinition::name).toList();
    assertThat(PublishedFigures.all())
        .allSatisfy(
            figure -> {
              PeftMethods.named(figure.method()).complete(figure.config());
              assertThat(figure.tasks()).allMatch(t -> tasks.contains(t) || FOREIGN.contains(t));
            });
  }

  @Test
  void thePageHasWhatIsComputedToday() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(START) + START.length();
    int end = page.indexOf(END);
    if (Boolean.getBoolean("published.update")) {
      Files.writeString(PAGE, page.substring(0, start) + computed() + page.substring(end));
      return;
    }
    assertThat(page.substring(start, end))
        .as("renew it with -Dpublished.update=true")
        .isEqualTo(computed());
  }

  private static String computed() {
    long scaled = trained("deberta-v3-base", "propulsion");
    long adaptive = trained("deberta-v3-base", "adalora");
    StringBuilder lines =
        new StringBuilder("| claim | published | computed here |\n|---|--:|--:|\n");
    line(
        lines,
        "SQuAD, DeBERTaV3-base: parameters of AdaLoRA over Propulsion's",
        "7.89",
        ratio(adaptive, scaled) + " (" + adaptive + " / " + scaled + ", default settings)");
    for (String model : List.of("roberta-large", "deberta-v3-base")) {
      StepEstimate lean = step(model, "propulsion");
      for (String method : List.of("full", "lora", "adalora")) {
        line(
            lines,
            "Memory of a step, 32 rows of 128 tokens, %s: Propulsion over %s"
                .formatted(model, method),
            "0.66",
            ratio(lean.peak(), step(model, method).peak()));
      }
    }
    return lines.toString();
  }

  private static void line(StringBuilder lines, String claim, String published, String here) {
    lines.append("| %s | %s | %s |\n".formatted(claim, published, here));
  }

  private static String ratio(long part, long whole) {
    return String.format(Locale.ROOT, "%.2f", (double) part / whole);
  }

  private static long trained(String model, String method) {
    return new MethodChoice(PeftMethods.named(method), Json.MAPPER.createObjectNode())
        .cost(Outlines.named(model))
        .trained();
  }

  private static StepEstimate step(String model, String method) {
    return StepEstimate.of(
        Outlines.config(model),
        PeftMethods.named(method),
        PeftMethods.named(method).complete(Json.MAPPER.createObjectNode()),
        new StepShape(HeadKind.SEQUENCE, 32, 128, "float32", 0.1, false, "gpu:0"));
  }
}
