package org.peftbench.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.peftbench.reports.table.GridFormat;

class StoreDiffTest {
  private static final String TASK = "synthetic-topics";

  @TempDir Path folder;

  @Test
  void aStoreDoesNotDifferFromItself() {
    SyntheticRuns runs = SyntheticRuns.typical();
    StoreDiff diff = StoreDiff.of(runs.comparison(), runs.comparison());
    assertThat(diff.verdict())
        .isEqualTo(
            "Of 14 configurations in both, 0 became better, 0 became worse, 14 can't be told apart.");
    assertThat(diff.cautions()).isEmpty();
    assertThat(diff.grid().lines())
        .allSatisfy(line -> assertThat(line.get(9).text()).isEqualTo("1.00 ×"));
  }

  @Test
  void saysWhatBecameWorseAndWhatIsMissing() {
    SyntheticRuns before =
        new SyntheticRuns(3).one(TASK, "lora", 1).one(TASK, "full", 1).one(TASK, "gone", 1);
    SyntheticRuns after =
        new SyntheticRuns(3).skilled(TASK, "lora", 0.1, 1).one(TASK, "full", 1).one(TASK, "new", 1);
    StoreDiff diff = StoreDiff.of(before.comparison(), after.comparison());
    assertThat(diff.verdict())
        .contains("2 configurations in both, 0 became better, 1 became worse");
    assertThat(diff.onlyFirst()).containsExactly("gone, " + TASK + " on synthetic-minilm");
    assertThat(diff.onlySecond()).containsExactly("new, " + TASK + " on synthetic-minilm");
    assertThat(GridFormat.MD.render(diff.grid()))
        .contains("worse", "other method", "no difference");
  }

  @Test
  void anotherDeviceIsAnotherSpecification() {
    SyntheticRuns before = new SyntheticRuns(3).one(TASK, "lora", 1);
    SyntheticRuns after = new SyntheticRuns(3).one(TASK, "lora", 1);
    after.map(record -> Altered.onDevice(record, "gpu:0"));
    StoreDiff diff = StoreDiff.of(before.comparison(), after.comparison());
    assertThat(diff.grid().lines().get(0).get(7).text()).isEqualTo("other device");
  }

  @Test
  void whatAnswersSpeakAgainstIsNoDifference() {
    SyntheticRuns before = new SyntheticRuns(3).skilled(TASK, "lora", 1.6, 1);
    SyntheticRuns after = new SyntheticRuns(3).skilled(TASK, "lora", 0.1, 1);
    after.map(record -> Altered.measured(record, "accuracy", 0.999));
    StoreDiff diff = StoreDiff.of(before.comparison(), after.comparison());
    assertThat(diff.verdict()).contains("0 became better, 0 became worse, 1 can't be told apart");
  }

  @Test
  void isWrittenAsAPageAndMarkdown() {
    SyntheticRuns runs = SyntheticRuns.typical();
    StoreDiff diff = StoreDiff.of(runs.comparison(), new SyntheticRuns(1).comparison());
    Path page = ReportSite.writeDiff(diff, "runs <1>", "runs 2", folder.resolve("diff"));
    assertThat(page)
        .content()
        .contains("From runs &lt;1&gt; to runs 2.", "no configuration in common");
    assertThat(Files.isRegularFile(page.resolveSibling("report.css"))).isTrue();
    assertThat(page.resolveSibling("diff.md")).content().startsWith(diff.verdict());
  }
}
