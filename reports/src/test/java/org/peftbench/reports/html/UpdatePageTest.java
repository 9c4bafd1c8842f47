package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.peftbench.results.study.Studies;

class UpdatePageTest {
  /** Two kinds: 2 matrices of rank 3 and 1 of rank 6, so 4 on average over the matrices. */
  @Test
  void aRunHasALineOfMeansAndOneForEachKind() {
    assertThat(Rendered.page(Studies.updates("topics", "lora")))
        .containsSubsequence(
            "What training did to weights",
            "<bdi>lora</bdi>",
            "<bdi>topics</bdi>",
            "<bdi>synthetic-minilm</bdi>",
            "<bdi>3</bdi>", // matrices
            "<bdi>16</bdi>", // full rank: (2 * 12 + 24) / 3
            "<bdi>4</bdi>",
            "<bdi>2.5</bdi>",
            "<bdi>0.2</bdi>")
        .contains("layer.*.query.weight", "layer.*.output.weight", "-1 to 1", "layer.*.query.lora");
  }

  @Test
  void whatChangesNoMatrixAndWhatDoesNotFoldSaySo() {
    assertThat(Rendered.page(Studies.updates("topics", "bitfit", "prompt-tuning")))
        .containsSubsequence(
            "<bdi>bitfit</bdi>",
            "<bdi>none</bdi>",
            "<bdi>prompt-tuning</bdi>",
            "<bdi>does not fold into weights</bdi>")
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
