package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.Environment;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

class PageTest {
  private static final String TASK = "synthetic-topics";
  private static final String HOSTILE = "<script>alert(1)</script>\"' onload=x \u202Eevil & `${x}`";

  @Test
  void isCompleteInItselfAndWellFormed() {
    String page = page(SyntheticRuns.typical());
    assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
    assertThat(page)
        .doesNotContain("http://", "https://", "@import", "<link rel=\"stylesheet")
        .doesNotContainPattern("url\\((?!#)");
    for (String element : List.of("section", "table", "figure", "details", "svg", "div", "ul")) {
      assertThat(count(page, "<" + element + "[ >]")).as(element).isPositive();
      assertThat(count(page, "<" + element + "[ >]")).isEqualTo(count(page, "</" + element + ">"));
    }
    assertThat(
            page.replaceAll("(?s).*?\\sid=\"([^\"]+)\"|.+", "$1\n")
                .lines()
                .filter(id -> !id.isBlank()))
        .doesNotHaveDuplicates();
  }

  @Test
  void showsRankingTiesFailuresAndHowToReproduce() {
    SyntheticRuns runs = SyntheticRuns.typical();
    assertThat(page(runs))
        .contains("full has the best mean. Not distinguishable from it: propulsion, lora.")
        .contains("<span class=\"tag best\">best</span>", "<span class=\"tag tie\">tie</span>")
        .contains("3 of 4", "out of memory", "loss became NaN at step 17")
        .contains("./peftbench run synthetic", runs.records().get(0).spec().id())
        .contains("Synthetic CPU at 3 GHz, 2 cores", "8.00 GiB")
        .contains("none: the rows are invented")
        .doesNotContain("class=\"cautions\"");
  }

  @Test
  void hostileWordsComeOutAsText() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(TASK, HOSTILE, 2)
            .one(HOSTILE, HOSTILE, 1)
            .one(HOSTILE, "lora", 1)
            .failed(HOSTILE, HOSTILE, 2, RunStatus.FAILED, HOSTILE)
            .map(record -> noted(record, Map.of(HOSTILE, HOSTILE, "suite", HOSTILE)));
    String page = page(runs);
    assertThat(page).contains("&lt;script&gt;alert(1)&lt;/script&gt;");
    assertThat(count(page, "<script")).isOne();
    // In an attribute the quote is what matters: none of them may end early.
    assertThat(page).contains("data-value=\"&lt;script>alert(1)&lt;/script>&#34;&#39; onload=x");
    assertThat(page).contains("[U+202E]evil").doesNotContain("\u202E");
  }

  @Test
  void oneSeedHasNoSpreadAndTheSelectionOnTestIsOptimistic() {
    SyntheticRuns runs = new SyntheticRuns(1).bestOnTest().sweep(TASK, "synthetic-minilm", 1);
    assertThat(page(runs))
        .contains("Every method ran with one seed only: no spread over seeds can be given")
        .contains("Optimistic figures: the state of", "<span class=\"tag warn\">optimistic</span>")
        .doesNotContainPattern("\\d ± \\d");
  }

  @Test
  void otherMachinesAndOtherSeedsAreSaid() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(TASK, "synthetic-minilm", 2)
            .one(TASK, "lora", 7)
            .map(record -> record.spec().seed() == 2 ? elsewhere(record) : record);
    assertThat(page(runs))
        .contains("The runs come from 2 different environments")
        .contains("The rows do not share the same seeds.")
        .contains("Another CPU, 64 cores");
  }

  @Test
  void missingMeasuresAreMissing() {
    SyntheticRuns runs =
        new SyntheticRuns(1).sweep(TASK, "synthetic-minilm", 2).map(PageTest::bare);
    assertThat(page(runs))
        .contains("accuracy", "No run lived long enough to say where it ran.")
        .doesNotContain("peak memory</bdi>", "<figure>");
  }

  @Test
  void nothingAtAllAndNothingButFailuresAreSaidPlainly() {
    assertThat(Page.of(Comparison.of(List.of())).render())
        .contains("There are no runs to compare", "No runs.")
        .doesNotContain("<section");
    assertThat(page(new SyntheticRuns(1).failed(TASK, "lora", 1, RunStatus.CANCELLED, "")))
        .contains("No run succeeded", "cancelled", "no reason recorded")
        .doesNotContain("<figure>", "class=\"comparison");
  }

  @Test
  void oneRunIsABestWithoutARival() {
    assertThat(page(new SyntheticRuns(1).one(TASK, "lora", 1)))
        .contains("lora has the best mean.", "No difference could be tested")
        .doesNotContain("tag tie\">tie</span>\n");
  }

  private static String page(SyntheticRuns runs) {
    return Page.of(runs.comparison()).render();
  }

  private static long count(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().count();
  }

  private static RunRecord noted(RunRecord record, Map<String, String> notes) {
    return new RunRecord(
        record.schema(),
        record.label(),
        record.spec(),
        record.status(),
        record.message(),
        record.started(),
        record.environment(),
        record.primaryMetric(),
        record.metrics(),
        record.curves(),
        notes,
        record.predictionsDigest());
  }

  private static RunRecord elsewhere(RunRecord record) {
    Environment other =
        new Environment(
            "Another OS", "Another CPU", 64, 1L << 36, "Java", "PyTorch", "cpu", "0.1.0", Map.of());
    return new RunRecord(
        record.schema(),
        record.label(),
        record.spec(),
        record.status(),
        record.message(),
        record.started(),
        other,
        record.primaryMetric(),
        record.metrics(),
        record.curves(),
        record.notes(),
        record.predictionsDigest());
  }

  /** The score and nothing else. */
  private static RunRecord bare(RunRecord record) {
    return new RunRecord(
        record.schema(),
        record.label(),
        record.spec(),
        record.status(),
        record.message(),
        record.started(),
        null,
        record.primaryMetric(),
        record.metrics().subList(0, 1),
        List.of(),
        Map.of(),
        record.predictionsDigest());
  }
}
