package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.reports.table.Figures;
import org.peftbench.results.study.Studies;
import org.peftbench.results.study.UpdateStudy;

class StudiesPageTest {
  @Test
  void aReportOfRunsAloneHasNone() {
    SyntheticRuns runs = SyntheticRuns.typical();
    Site site = Site.of(runs.comparison(), runs.files());
    assertThat(site.page(StudiesPage.PATH)).isEmpty();
    assertThat(site.links()).extracting(Part.Link::text).doesNotContain("Studies");
  }

  @Test
  void kernelsOfSeveralTasksStandSideBySideInTheOrderOfTheirTitles() {
    String page =
        Rendered.pages(
                new SyntheticRuns(1),
                Studies.kernels("topics", "lora", "ia3"),
                Studies.kernels("acceptability", "propulsion", "lora"))
            .get(StudiesPage.PATH);
    assertThat(page)
        .containsSubsequence("acceptability on synthetic-minilm", "topics on synthetic-minilm")
        .containsSubsequence(
            "ia3", Figures.ABSENT, "0.333", "lora", "0.333", "0.500", "propulsion", "0.500");
  }

  @Test
  void updatesAreNamedByTheirTasks() {
    UpdateStudy study = Studies.updates("topics", "lora", "ia3");
    assertThat(Rendered.pages(new SyntheticRuns(1), study).get(StudiesPage.PATH))
        .contains("studies/" + study.id() + ".html", "2 runs on topics");
  }

  @Test
  void settingsThatAreVariedHaveAPage() {
    SyntheticRuns runs = new SyntheticRuns(3);
    for (double skill : new double[] {0.5, 1, 1.5}) {
      runs.skilled("synthetic-topics", "propulsion", skill, 1);
    }
    Map<String, String> pages = Rendered.pages(runs);
    assertThat(pages.get(StudiesPage.PATH)).contains("studies/settings-synthetic-topics.html");
    assertThat(pages.get("studies/settings-synthetic-topics.html"))
        .contains("propulsion: synthetic_skill", "propulsion over synthetic_skill")
        .contains("charts/setting-1-synthetic-topics-propulsion-over-synthetic-skill.svg");
  }
}
