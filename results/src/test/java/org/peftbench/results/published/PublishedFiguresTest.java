package org.peftbench.results.published;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peftbench.results.Protocol;
import org.peftbench.results.base.Json;

class PublishedFiguresTest {
  private final List<PublishedFigure> figures = PublishedFigures.all();

  @Test
  void everyFileIsRead() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("published"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
          .hasSize((int) figures.stream().map(PublishedFigure::source).distinct().count());
    }
  }

  @Test
  void scoresAreSharesAndNotPerCent() {
    assertThat(figures)
        .filteredOn(figure -> figure.metric().matches(".*(accuracy|f1|correlation|pearson)"))
        .hasSizeGreaterThan(50)
        .allSatisfy(figure -> assertThat(figure.value()).isBetween(0.0, 1.0));
  }

  @Test
  void whatASourceSaysOfAllItsFiguresHoldsForEach() {
    PublishedFigure cola =
        figures.stream()
            .filter(figure -> figure.source().startsWith("notebooks"))
            .findFirst()
            .orElseThrow();
    assertThat(cola.training().toString())
        .isEqualTo(
            "{\"batch_size\":32,\"schedule\":\"cosine\",\"selection\":\"best-on-test\",\"learning_rate\":0.001}");
    assertThat(cola.protocol())
        .isEqualTo(
            "AdamW, 500 warm-up steps, rate 1e-4 to 2e-4; degree 5; the best of several notebooks,"
                + " 59.83 to 60.62");
  }

  @Test
  void settingsOfTheTrainingAreThoseThatSuitesHave() {
    Set<String> known =
        Json.MAPPER.valueToTree(Protocol.DEFAULT).properties().stream()
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertThat(figures)
        .allSatisfy(
            figure ->
                assertThat(known)
                    .containsAll((Iterable<String>) () -> figure.training().fieldNames()));
  }
}
