package org.peftbench.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SupersensesTest {
  private static final TaskDefinition TASK = TaskCatalog.named("supersense");
  private static final Rows ROWS = Supersenses.rows(TASK.labels());

  @Test
  void everyLabelOccursOnBothSides() {
    for (List<Example> side : List.of(ROWS.train(), ROWS.evaluation())) {
      assertThat(side.stream().map(Example::target).collect(Collectors.toSet()))
          .hasSize(TASK.labels().size());
    }
  }

  @Test
  void everyGlossStandsOnce() {
    assertThat(ROWS.train().stream().map(Asked::text)).doesNotHaveDuplicates();
    assertThat(Texts.leaks(ROWS.train(), ROWS.evaluation())).isZero();
  }

  @Test
  void labelsAreThoseOfTheSynset() {
    assertThat(ROWS.train())
        .contains(
            new Example(
                "n02124460",
                new Question.Text("any domesticated member of the genus Felis"),
                new Target.Label(TASK.labels().indexOf("animal"))))
        .noneMatch(row -> row.id().equals("n00001740")); // entity, of Tops
  }
}
