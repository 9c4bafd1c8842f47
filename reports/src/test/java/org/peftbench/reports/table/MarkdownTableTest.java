package org.peftbench.reports.table;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.peftbench.reports.Golden;
import org.peftbench.reports.SyntheticRuns;
import org.peftbench.results.RunStatus;

class MarkdownTableTest {
  @Test
  void saysWhatThePageSays() throws Exception {
    Golden.assertMatches(
        "comparison.md", MarkdownTable.render(SyntheticRuns.typical().comparison()));
  }

  @Test
  void namesCantBecomeMarkup() {
    SyntheticRuns runs =
        new SyntheticRuns(1)
            .failed("a|b", "<script>`*x*`", 1, RunStatus.FAILED, "[link](x)\n# heading");
    assertThat(MarkdownTable.render(runs.comparison()))
        .contains("a\\|b", "&lt;script&gt;\\`\\*x\\*\\`", "\\[link\\](x) \\# heading")
        .doesNotContain("<script>");
  }
}
