package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.StoreDiff;

/** What changed between two stores, as a page of its own. */
public final class DiffPage {
  private DiffPage() {}

  /**
   * The page.
   *
   * @param before how the first store is called
   * @param after how the second store is called
   */
  public static Page of(StoreDiff diff, String before, String after) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Prose(diff.verdict(), "headline"));
    parts.add(new Part.Prose("From " + before + " to " + after + ".", "facts"));
    if (!diff.cautions().isEmpty()) {
      parts.add(new Part.Cautions(diff.cautions()));
    }
    if (!diff.grid().lines().isEmpty()) {
      parts.add(new Part.Table("Configurations in both", diff.grid()));
    }
    missing("Only before", diff.onlyFirst(), parts);
    missing("Only after", diff.onlySecond(), parts);
    return new Page("index.html", "What changed", parts);
  }

  private static void missing(String title, List<String> names, List<Part> parts) {
    if (!names.isEmpty()) {
      parts.add(new Part.Heading(title.replace(' ', '-'), title));
      parts.add(new Part.Prose(String.join("; ", names) + "."));
    }
  }
}
