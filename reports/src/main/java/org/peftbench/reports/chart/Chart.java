package org.peftbench.reports.chart;

import java.util.List;
import java.util.Locale;
import org.peftbench.reports.table.Grid;

/**
 * A picture and what stands for it.
 *
 * @param title what is drawn over what
 * @param caption how to read it, one or two sentences
 * @param description the picture in words, for who can't see it
 * @param picture what is drawn
 * @param keys one a series, in the order of the block's rows
 * @param data the figures drawn
 */
public record Chart(
    String title, String caption, String description, Picture picture, List<Key> keys, Grid data) {
  public Chart {
    keys = List.copyOf(keys);
  }

  /** The title as part of a file's name. */
  public String fileName() {
    return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
  }

  /**
   * What a series looks like: its place in the palette and its label.
   *
   * @param area whether it fills areas, else it is a line with markers
   */
  public record Key(SeriesStyle style, String label, boolean area) {
    Key(SeriesStyle style, String label) {
      this(style, label, false);
    }
  }
}
