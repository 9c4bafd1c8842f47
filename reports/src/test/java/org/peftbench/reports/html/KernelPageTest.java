package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.peftbench.results.study.KernelStudy;
import org.peftbench.results.study.Studies;

class KernelPageTest {
  private static final String FOLD = "The other methods";

  @Test
  void kernelsHaveATableAndAMapForEachMethod() {
    String page =
        Rendered.page(Studies.kernels("topics", "lora", "propulsion", "ia3", "head-only"));
    assertThat(page)
        .contains("lora (0.50) is most like full fine-tuning", "ia3 (0.25) least")
        .contains("propulsion (0.33) is number 2 of 3")
        .contains("&lt;b&gt;yes", "Kernel of propulsion among 4 examples")
        .doesNotContain("<b>yes", "Kernel of head-only");
    assertThat(page.split("<figure>", -1)).hasSize(1 + 4);
    assertThat(page.split("class=\"frame\"", -1)).hasSize(1 + 1 + 2 * 3);
  }

  /** However it is called; and what is only called like it does not. */
  @Test
  void theMethodThatThePaperComparesStandsInFront() {
    KernelStudy study =
        Studies.kernels("topics", "lora", "thrust=propulsion", "propulsion-like=other", "ia3");
    assertThat(Rendered.page(study))
        .contains("thrust (0.33) is number 2 of 4")
        .doesNotContain("propulsion-like (0.25) is number")
        .containsSubsequence(
            "Kernel of full among",
            "Kernel of thrust among",
            FOLD,
            "Kernel of lora among",
            "Kernel of propulsion-like among");
  }

  @Test
  void fullFineTuningAloneIsComparedWithNothing() {
    assertThat(Rendered.page(Studies.kernels("topics")))
        .contains("There is nothing to compare", "Kernel of full among 4 examples")
        .doesNotContain(FOLD);
  }

  @Test
  void hostileWordsComeOutAsText() {
    assertThat(Rendered.page(Studies.kernels("<b>\u202Etopics", "<b>\u202Elora")))
        .contains("&lt;b&gt;[U+202E]topics", "Kernel of &lt;b>[U+202E]lora")
        .doesNotContain("<b>", "\u202E");
  }
}
