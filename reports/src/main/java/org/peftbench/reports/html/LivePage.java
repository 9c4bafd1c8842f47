package org.peftbench.reports.html;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.peftbench.reports.table.Grid;

/** What a sweep is doing right now. */
public final class LivePage {
  /** Where it is found. */
  public static final String PATH = "progress.html";

  private LivePage() {}

  /**
   * The page.
   *
   * @param ended runs that have a record
   * @param unfinished runs that have none yet, and how long ago each gave a sign
   */
  public static Page of(int ended, Map<String, Duration> unfinished) {
    List<Part> parts = new ArrayList<>();
    parts.add(
        new Part.Prose(
            "%d runs have ended, %d have not.".formatted(ended, unfinished.size()), "headline"));
    if (!unfinished.isEmpty()) {
      List<List<Grid.Cell>> lines = new ArrayList<>();
      unfinished.forEach(
          (run, silence) ->
              lines.add(
                  List.of(
                      Grid.Cell.text(run),
                      new Grid.Cell(silence.toSeconds() + " s", (double) silence.toSeconds()))));
      parts.add(
          new Part.Table(
              "Runs under way",
              new Grid(
                  List.of(
                      new Grid.Column("run", "Its folder in the store."),
                      new Grid.Column("last sign", "Since its worker's log was last written.")),
                  lines)));
    }
    parts.add(new Part.Prose("Load the page again to see more.", "facts"));
    return new Page(PATH, "Progress", parts);
  }
}
