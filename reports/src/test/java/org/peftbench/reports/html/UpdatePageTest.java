package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.peftbench.results.study.Studies;
import org.peftbench.results.study.Study;
import org.peftbench.results.study.UpdateStudy;

class UpdatePageTest {
  /** Two kinds: 2 matrices of rank 3 and 1 of rank 6, so 4 on average over the matrices. */
  @Test
  void aRunHasALineOfMeansAndOneForEachKind() {
    assertThat(Rendered.page(Studies.updates("topics", "lora")))
        .containsSubsequence(
            "What training did to weights",
            "<bdi>lora</bdi>",
            "<bdi>3</bdi>", // matrices
            "<bdi>16</bdi>", // full rank: (2 * 12 + 24) / 3
            "<bdi>4</bdi>",
            "<bdi>2.5</bdi>",
            "<bdi>0.2</bdi>")
        .contains("layer.*.query.weight", "layer.*.output.weight", "-1 to 1", "layer.*.query.lora");
  }

  /** Where all runs have one, it stands below the tables alone. */
  @Test
  void aColumnSaysWhatTellsRunsApart() {
    String one = Rendered.page(Studies.updates("topics", "lora"));
    assertThat(one).containsOnlyOnce("synthetic-minilm").doesNotContain(">seed</");
    UpdateStudy first = Studies.updates("topics", "lora");
    UpdateStudy second = Studies.updates("views", "lora");
    List<UpdateStudy.Update> both =
        Stream.of(first, second).flatMap(study -> study.updates().stream()).toList();
    UpdateStudy study = new UpdateStudy(Study.SCHEMA, both, first.environment());
    assertThat(Rendered.page(study))
        .contains("<bdi>topics</bdi>", "<bdi>views</bdi>", "topics, views")
        .containsOnlyOnce("synthetic-minilm");
  }

  @Test
  void whatChangesNoMatrixAndWhatDoesNotFoldSaySo() {
    assertThat(Rendered.page(Studies.updates("topics", "bitfit", "prompt-tuning")))
        .containsSubsequence(
            "<bdi>bitfit</bdi>",
            "<bdi>none</bdi>",
            "<bdi>prompt-tuning</bdi>",
            "<bdi>don't fold</bdi>")
        .doesNotContain("query.weight");
  }

  @Test
  void aStudyOfNoRunHasItsPage() {
    assertThat(Rendered.page(Studies.updates("topics"))).contains("Rank of each method", "</html>");
  }

  @Test
  void hostileWordsComeOutAsText() {
    assertThat(Rendered.page(Studies.updates("<b>\u202Etopics", "<b>\u202Elora")))
        .contains("&lt;b&gt;[U+202E]topics", "&lt;b&gt;[U+202E]lora")
        .doesNotContain("<b>", "\u202E");
  }
}
