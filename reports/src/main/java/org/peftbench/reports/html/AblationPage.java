package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.Ablation;
import org.peftbench.reports.Block;
import org.peftbench.reports.chart.SettingChart;

/** Scores over settings that were varied one at a time, on one task. */
final class AblationPage {
  private AblationPage() {}

  /** Whether a block has anything to show. */
  static boolean hasAny(Block block) {
    return !Ablation.of(block).isEmpty();
  }

  static Page of(Contents contents, Block block) {
    List<Part> parts = new ArrayList<>();
    parts.add(contents.partOf(block));
    parts.add(
        new Part.Prose(
            "Rows of one method that differ in a single setting, at least three of its values."
                + " Whether a difference is more than noise, the task's page tests."));
    List<Ablation> ablations = Ablation.of(block);
    for (int i = 0; i < ablations.size(); i++) {
      Ablation ablation = ablations.get(i);
      parts.add(
          new Part.Heading("setting-" + (i + 1), ablation.method() + ": " + ablation.setting()));
      parts.addAll(
          Charts.of(
              () -> List.of(SettingChart.of(ablation, block.primaryMetric())),
              contents.files("setting-" + (i + 1) + "-" + contents.name(block))));
    }
    return new Page(contents.ablationPage(block), "Settings on " + block.taskName(), parts);
  }
}
