package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Altered;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.Curve;
import org.peftbench.results.MetricNames;
import org.peftbench.results.RunRecord;

class DriftPageTest {
  private static final String TASK = "synthetic-topics";
  private static final String PATH = "studies/drift-" + TASK + ".html";

  @Test
  void eachCurveThatRunsWereFollowedByIsDrawn() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .one(TASK, "lora", 1)
            .one(TASK, "ia3", 1)
            .map(
                run ->
                    run.label().equals("lora")
                        ? followed(run, MetricNames.JACOBIAN_DRIFT, MetricNames.KERNEL_ALIGNMENT)
                        : run);
    Map<String, String> pages = Rendered.pages(runs);
    assertThat(pages.get(StudiesPage.PATH)).contains(PATH);
    assertThat(pages.get(PATH))
        .contains("Drift of gradients on " + TASK, "tasks/" + TASK + ".html")
        .contains("lora goes from 0.25 at step 1 to 0.5 at step 2")
        .contains("charts/drift-" + TASK + "-jacobian-drift.svg")
        .contains("charts/drift-" + TASK + "-alignment-with-the-kernel-of-the-start.svg")
        .doesNotContain("Kernel drift", "ia3");
    assertThat(pages.get(PATH).split("<figure>", -1)).hasSize(1 + 2);
  }

  @Test
  void aTaskOfWhichNoRunWasFollowedHasNone() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .one(TASK, "lora", 1)
            .one("synthetic-other", "lora", 1)
            .map(
                run ->
                    run.spec().task().name().equals(TASK)
                        ? run
                        : followed(run, MetricNames.KERNEL_DRIFT));
    assertThat(Rendered.pages(runs))
        .containsKey("studies/drift-synthetic-other.html")
        .doesNotContainKey(PATH);
  }

  @Test
  void hostileWordsComeOutAsText() {
    String hostile = "<b>\u202Etopics";
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .skilled(hostile, "<b>\u202Elora", 1, 1)
            .map(run -> followed(run, MetricNames.KERNEL_DRIFT));
    assertThat(Rendered.pages(runs).get("studies/drift-b-topics.html"))
        .contains("&lt;b&gt;[U+202E]topics", "&lt;b>[U+202E]lora goes from 0.25")
        .doesNotContain("<b>", "\u202E");
  }

  private static RunRecord followed(RunRecord run, String... curves) {
    RunRecord followed = run;
    for (String curve : curves) {
      followed =
          Altered.followed(
              followed, new Curve(curve, List.of(1, 2), List.of(0.1, 0.2), List.of(0.25, 0.5)));
    }
    return followed;
  }
}
