package org.peftbench.reports.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.peftbench.reports.Altered;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.reports.table.NamedGrid;
import org.peftbench.reports.table.Tables;
import org.peftbench.results.RunRecord;
import org.peftbench.results.RunStatus;

class SiteTest {
  private static final String TASK = "synthetic-topics";
  private static final String TASK_PAGE = "tasks/synthetic-topics.html";
  private static final String HOSTILE = "<script>alert(1)</script>\"' onload=x \u202Eevil & `${x}`";

  @Test
  void everyPageIsWellFormedAndLeadsOnlyToWhatIsThere() {
    Map<String, String> site = site(SyntheticRuns.typical());
    assertThat(site).hasSize(1 + 5 + 2 + 2 + 44);
    site.forEach(
        (path, page) -> {
          assertThat(page).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
          assertThat(page).as(path).doesNotContain("http://", "https://", "@import");
          for (String element :
              List.of("table", "tr", "td", "figure", "details", "svg", "div", "ul", "dl", "p")) {
            assertThat(count(page, "<" + element + "[ >]"))
                .as("%s in %s", element, path)
                .isEqualTo(count(page, "</" + element + ">"));
          }
          assertThat(matches(page, "\\sid=\"([^\"]+)\"")).as(path).doesNotHaveDuplicates();
          for (String target : matches(page, "<a [^>]*href=\"([^\"]+)\"")) {
            assertLeadsSomewhere(site, path, target);
          }
        });
  }

  private static void assertLeadsSomewhere(Map<String, String> site, String path, String target) {
    URI resolved = URI.create(path).resolve(target);
    String file = resolved.getPath().isEmpty() ? path : resolved.getPath();
    if (file.endsWith(".html")) {
      assertThat(site).as("%s leads to %s", path, target).containsKey(file);
      if (resolved.getFragment() != null) {
        assertThat(site.get(file)).contains("id=\"" + resolved.getFragment() + "\"");
      }
    } else {
      assertThat(file).matches("comparison\\.(csv|md)|(tables|charts)/[a-z0-9-]+\\.[a-z]+");
    }
  }

  @Test
  void anOverviewSaysWhoIsBestAndWithinWhichBudget() {
    assertThat(page(SyntheticRuns.typical(), "index.html"))
        .contains("Which fine-tuning method should I use?", "full scores best on")
        .contains("propulsion", "at most trained", "0.01\u00a0%", "no limit");
  }

  @Test
  void aTaskShowsRankingTiesFailuresAndHowToReproduce() {
    assertThat(page(SyntheticRuns.typical(), TASK_PAGE))
        .containsPattern(
            "full has the best mean\\. Not distinguishable from it: [a-z, ]*lora.*Behind it")
        .contains("<span class=\"tag best\">best</span>", "<span class=\"tag tie\">tie</span>")
        .contains("3 of 4", "out of memory", "loss became NaN at step 17")
        .contains("./peftbench run synthetic --task synthetic-topics --method lora --seed 2")
        .contains("An example of synthetic-topics", "none: the rows are invented")
        .doesNotContain("class=\"cautions\"");
  }

  @Test
  void aRunShowsTheSameAnswersWhetherTheyWereReadBeforeOrNot() {
    SyntheticRuns runs = SyntheticRuns.typical();
    String path = "runs/" + runs.records().get(0).spec().id() + ".html";
    Comparison untested = Comparison.of(runs.records());
    assertThat(
            Templates.render(Site.of(untested, runs.files()).page(path).orElseThrow(), List.of()))
        .contains("Confusion matrix", "Where it is most wrong")
        .isEqualTo(
            Templates.render(
                Site.of(runs.comparison(), runs.files()).page(path).orElseThrow(), List.of()));
  }

  @Test
  void aRunShowsAllThatIsKnownOfIt() {
    SyntheticRuns runs = SyntheticRuns.typical();
    RunRecord run = runs.records().get(0);
    assertThat(page(runs, runPage(run)))
        .contains("full, synthetic-acceptability, seed 1", "evaluation.accuracy", "<figure>")
        .contains("Confusion matrix", "Where it is most wrong", "full.weight", "█")
        .contains("the worker of full said\nnothing of interest")
        .contains("\"synthetic_skill\"")
        .contains("Synthetic CPU at 3 GHz, 2 cores", "8.00 GiB");
  }

  @Test
  void ranksOfSitesStandOnTheRunsPage() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .one(TASK, "lora", 1)
            .map(record -> Altered.noted(record, Map.of("method.rank.layer.0.query", "7")));
    assertThat(page(runs, runPage(runs.records().get(0))))
        .contains("Rank of each site", "Ranks by layer", "layer.0.query", "<bdi>7</bdi>");
  }

  @Test
  void hostileWordsComeOutAsText() {
    String long1 = "<b>".repeat(400_000);
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(TASK, HOSTILE, 2)
            .one(HOSTILE, HOSTILE, 1)
            .one(HOSTILE, "lora", 1)
            .failed(HOSTILE, HOSTILE, 2, RunStatus.FAILED, HOSTILE + long1)
            .map(
                record ->
                    Altered.noted(record, Map.of(HOSTILE, HOSTILE, "suite", HOSTILE, "x", long1)));
    Map<String, String> site = site(runs);
    site.forEach(
        (path, page) -> {
          assertThat(path).matches("([a-z]+/)?[a-z0-9-]+\\.html");
          assertThat(count(page, "<script")).as(path).isOne();
          assertThat(page).doesNotContain("\u202E", "<b>").hasSizeLessThan(1_000_000);
        });
    String task = site.get("tasks/script-alert-1-script-onload-x-evil-x.html");
    assertThat(task).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "[U+202E]evil");
    // In an attribute the quote is what matters: none of them may end early.
    assertThat(task).contains("data-value=\"&lt;script>alert(1)&lt;/script>&#34;&#39; onload=x");
    assertThat(task).contains("… (1,200,0");
  }

  @Test
  void oneSeedHasNoSpreadAndTheSelectionOnTestIsOptimistic() {
    SyntheticRuns runs = new SyntheticRuns(1).bestOnTest().sweep(TASK, "synthetic-minilm", 1);
    assertThat(page(runs, TASK_PAGE))
        .contains("Every method ran with one seed only: no spread over seeds can be given")
        .contains("Optimistic figures: the state of", "<span class=\"tag optimistic\">")
        .doesNotContainPattern("\\d ± \\d");
  }

  @Test
  void otherMachinesAndOtherSeedsAreSaid() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(TASK, "synthetic-minilm", 2)
            .one(TASK, "lora", 7)
            .map(record -> record.spec().seed() == 2 ? Altered.on(record, "Another CPU") : record);
    assertThat(page(runs, TASK_PAGE))
        .contains("The runs come from 2 different machines", "a multiple of full on the same")
        .contains("The rows do not share the same seeds.")
        .contains("step, relative</bdi>", "<bdi>1.00 ×</bdi>");
    assertThat(page(runs, "provenance.html")).contains("Another CPU, 64 cores");
  }

  @Test
  void timesOfOtherMachinesAreCountedInMatrixProducts() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(TASK, "synthetic-minilm", 2)
            .sweep("synthetic-acceptability", "synthetic-minilm", 2)
            .map(record -> record.spec().seed() == 2 ? Altered.on(record, "Another CPU") : record)
            .map(record -> Altered.measured(record, "matrix_product_rate", 50));
    assertThat(page(runs, TASK_PAGE))
        .contains("both counted in matrix products of the machine they ran on", "step, relative");
    assertThat(page(runs, "tables.html"))
        .contains("2 different machines", "Each task's page gives step times as ratios.");
    runs.map(
        record ->
            record.spec().seed() == 1
                ? Altered.measured(record, "matrix_product_rate", 99)
                : record);
    runs.map(record -> Altered.on(record, "One CPU"));
    assertThat(page(runs, TASK_PAGE))
        .contains("The machine was 2.0 times as fast in some runs as in others")
        .doesNotContain("different machines");
  }

  @Test
  void thePaceOfLearningIsNoQuality() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(TASK, "synthetic-minilm", 2)
            .map(record -> Altered.measured(record, "area_under_curve", 0.5));
    assertThat(page(runs, TASK_PAGE))
        .containsPattern("(?s)>Cost</th>.*>Convergence</th>.*steps to 95.*mean on the way")
        .doesNotContain("area_under_curve");
  }

  @Test
  void tasksOfOneNameAreToldApart() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(TASK, "synthetic-minilm", 1)
            .examples(200)
            .sweep(TASK, "synthetic-minilm", 1);
    assertThat(page(runs, "index.html"))
        .contains("Tasks of one name, told apart by a number")
        .containsPattern("<bdi>synthetic-topics #[0-9a-f]{6}</bdi>");
  }

  @Test
  void missingMeasuresAreMissing() {
    SyntheticRuns runs = new SyntheticRuns(1).sweep(TASK, "synthetic-minilm", 2).map(Altered::bare);
    assertThat(page(runs, "provenance.html"))
        .contains("No run lived long enough to say where it ran.");
    assertThat(page(runs, TASK_PAGE))
        .contains("accuracy")
        .doesNotContain("peak memory</bdi>", "<h3>Convergence", "<h3>Memory", "<h3>Time");
  }

  @Test
  void publishedFiguresStandBesideOurs() {
    SyntheticRuns runs = new SyntheticRuns(1).one("mrpc", "lora", 1).one("mrpc", "full", 1);
    assertThat(page(runs, "published.html"))
        .contains("89.70 ± 0.70", "README of github.com/microsoft/LoRA")
        .contains("backbone (FacebookAI/roberta-base there, synthetic-minilm here)");
    assertThat(page(SyntheticRuns.typical(), "published.html"))
        .contains("no published figure is known");
  }

  @Test
  void ranksNeedTwoTasks() {
    assertThat(page(SyntheticRuns.typical(), "ranks.html"))
        .contains("Friedman", "critical difference", "wins / ties / losses");
    assertThat(page(new SyntheticRuns(1).one(TASK, "lora", 1), "ranks.html"))
        .contains("there are none");
  }

  @Test
  void baselinesStandBelowTheMethods() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(TASK, "synthetic-minilm", 2)
            .map(record -> Altered.measured(record, "baseline.bag_of_words", 0.61));
    assertThat(page(runs, TASK_PAGE))
        .contains("<bdi>bag of words</bdi><span class=\"tag baseline\">", "<bdi>61.00</bdi>")
        .doesNotContain("baseline.bag_of_words × 100");
  }

  @Test
  void searchedSettingsStandApart() {
    SyntheticRuns runs = new SyntheticRuns(1).sweep(TASK, "synthetic-minilm", 2);
    assertThat(page(runs, "tables.html")).doesNotContain("settings searched");
    runs.map(
        run -> run.label().equals("lora") ? Altered.noted(run, Map.of("tuning", "8 rates")) : run);
    assertThat(page(runs, "tables.html")).contains("synthetic-minilm, settings searched");
    assertThat(page(runs, TASK_PAGE))
        .contains("Settings searched", "How the settings were chosen", "8 rates");
    // The best of the others stays the best of its table, however good the tuned one is.
    runs.map(
        run -> run.label().equals("full") ? Altered.noted(run, Map.of("tuning", "8 rates")) : run);
    assertThat(matches(page(runs, TASK_PAGE), "<bdi>([a-z-]+)</bdi><span class=\"tag best\">"))
        .containsExactly("propulsion", "full");
    assertThat(page(runs, "index.html")).contains("propulsion scores best on synthetic-topics");
    assertThat(tables(runs)).contains("task:synthetic-topics, settings searched");
  }

  @Test
  void nothingAtAllAndNothingButFailuresAreSaidPlainly() {
    assertThat(joined(new SyntheticRuns(1)))
        .contains("There are no runs to compare", "No runs.", "There are no runs.")
        .doesNotContain("<table");
    assertThat(joined(new SyntheticRuns(1).failed(TASK, "lora", 1, RunStatus.CANCELLED, "")))
        .contains("No run succeeded", "cancelled", "no reason recorded")
        .doesNotContain("<figure>", "class=\"tag best");
  }

  @Test
  void oneRunIsABestWithoutARival() {
    assertThat(joined(new SyntheticRuns(1).one(TASK, "lora", 1)))
        .contains("Only one method was scored on synthetic-topics", "lora is the only method")
        .doesNotContain("class=\"tag tie");
  }

  @Test
  void whatCantBeReadIsSaid() {
    SyntheticRuns runs = new SyntheticRuns(1).one(TASK, "lora", 1);
    Comparison read = runs.comparison().with(Map.of("0123456789abcdef", "has schema 99"));
    Site site = Site.of(read, runs.files());
    assertThat(render(site, "index.html")).contains("1 unreadable record", "are left out");
    assertThat(render(site, "failures.html")).contains("0123456789abcdef", "has schema 99");
  }

  @Test
  void otherVersionsAreSaid() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .sweep(TASK, "synthetic-minilm", 2)
            .map(record -> record.spec().seed() == 2 ? Altered.made(record, "0.2.0") : record);
    assertThat(page(runs, TASK_PAGE))
        .contains("peftbench 0.1.0 (7 runs), peftbench 0.2.0 (7 runs)")
        .doesNotContain("different machines");
  }

  private static String page(SyntheticRuns runs, String path) {
    return render(Site.of(runs.comparison(), runs.files()), path);
  }

  private static String render(Site site, String path) {
    return Templates.render(site.page(path).orElseThrow(), site.links());
  }

  private static String runPage(RunRecord run) {
    return "runs/" + run.spec().id() + ".html";
  }

  private static Map<String, String> site(SyntheticRuns runs) {
    Site site = Site.of(runs.comparison(), runs.files());
    Map<String, String> pages = new TreeMap<>();
    site.pages().stream()
        .map(Supplier::get)
        .forEach(page -> pages.put(page.path(), Templates.render(page, site.links())));
    return pages;
  }

  private static String joined(SyntheticRuns runs) {
    return String.join("", site(runs).values());
  }

  private static List<String> tables(SyntheticRuns runs) {
    return Tables.of(runs.comparison()).stream().map(NamedGrid::name).toList();
  }

  private static List<String> matches(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().map(match -> match.group(1)).toList();
  }

  private static long count(String page, String pattern) {
    return Pattern.compile(pattern).matcher(page).results().count();
  }
}
