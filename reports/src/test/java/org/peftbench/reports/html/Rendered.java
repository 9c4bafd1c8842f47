package org.peftbench.reports.html;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.peftbench.reports.RunFiles;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;
import org.peftbench.results.study.Study;

/** Pages of invented runs and studies, as they are written. */
final class Rendered {
  private Rendered() {}

  /** A study's page. */
  static String page(Study study) {
    return pages(new SyntheticRuns(1), study).getOrDefault(StudiesPage.path(study), "");
  }

  /** Every page by its path. */
  static Map<String, String> pages(SyntheticRuns runs, Study... studies) {
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
