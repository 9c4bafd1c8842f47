package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.RunFiles;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.study.KernelStudy;
import org.peftbench.results.study.Studies;
import org.peftbench.results.study.Study;

class StudiesPageTest {
  @Test
  void aReportOfRunsAloneHasNone() {
    SyntheticRuns runs = SyntheticRuns.typical();
    Site site = Site.of(runs.comparison(), runs.files());
    assertThat(site.page(StudiesPage.PATH)).isEmpty();
    assertThat(site.links()).extracting(Part.Link::text).doesNotContain("Studies");
  }

  @Test
  void kernelsHaveATableAndAMapForEachMethod() {
    KernelStudy study = Studies.kernels("topics", "lora", "propulsion", "ia3", "head-only");
    Map<String, String> pages = pages(new SyntheticRuns(1), study);
    assertThat(pages.get(StudiesPage.PATH))
        .contains("studies/" + study.id() + ".html", "0.500", "0.333");
    String page = pages.get("studies/" + study.id() + ".html");
    assertThat(page)
        .contains("lora (0.50) is most like full fine-tuning", "ia3 (0.25) least")
        .contains("propulsion (0.33) is number 2 of 3")
        .contains("&lt;b&gt;yes", "Kernel of propulsion among 4 examples")
        .doesNotContain("<b>yes", "Kernel of head-only");
    assertThat(page.split("<figure>", -1)).hasSize(1 + 4);
    assertThat(page.split("class=\"frame\"", -1)).hasSize(1 + 1 + 2 * 3);
  }

  @Test
  void settingsThatAreVariedHaveAPage() {
    SyntheticRuns runs = new SyntheticRuns(3);
    for (double skill : new double[] {0.5, 1, 1.5}) {
      runs.skilled("synthetic-topics", "propulsion", skill, 1);
    }
    Map<String, String> pages = pages(runs);
    assertThat(pages.get(StudiesPage.PATH)).contains("studies/settings-synthetic-topics.html");
    assertThat(pages.get("studies/settings-synthetic-topics.html"))
        .contains("propulsion: synthetic_skill", "propulsion over synthetic_skill")
        .contains("charts/setting-1-synthetic-topics-propulsion-over-synthetic-skill.svg");
  }

  private static Map<String, String> pages(SyntheticRuns runs, Study... studies) {
    RunFiles files =
        new RunFiles() {
          @Override
          public List<Prediction> predictions(RunRecord record) {
            return runs.predictions(record);
          }

          @Override
          public String logTail(RunRecord record) {
            return "";
          }

          @Override
          public List<Study> studies() {
            return List.of(studies);
          }
        };
    Site site = Site.of(runs.comparison(), files);
    Map<String, String> pages = new TreeMap<>();
    for (Supplier<Page> made : site.pages()) {
      Page page = made.get();
      pages.put(page.path(), Templates.render(page, site.links()));
    }
    return pages;
  }
}
