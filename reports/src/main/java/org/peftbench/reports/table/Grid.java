package org.peftbench.reports.table;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table before it is written in any format.
 *
 * @param columns left to right; the first names the line
 * @param lines top to bottom, each with one cell a column
 */
public record Grid(List<Column> columns, List<List<Cell>> lines) {
  public Grid {
    columns = List.copyOf(columns);
    lines = lines.stream().map(List::copyOf).toList();
    int width = columns.size();
    if (lines.stream().anyMatch(line -> line.size() != width)) {
      throw new IllegalArgumentException("every line needs " + width + " cells");
    }
  }

  /**
   * A column.
   *
   * @param title short, units included
   * @param explanation a sentence for who doesn't know the measure
   * @param group what neighbouring columns tell about together; empty for none
   */
  public record Column(String title, String explanation, String group) {
    /** A column of no group. */
    public Column(String title, String explanation) {
      this(title, explanation, "");
    }
  }

  /**
   * A figure as it is read and as it is sorted.
   *
   * @param text rounded, with its unit
   * @param value unrounded; absent where nothing was measured or the cell is a text
   */
  public record Cell(String text, @Nullable Double value) {
    /** Where nothing was measured. */
    public static final Cell ABSENT = new Cell(Figures.ABSENT, null);

    /** A cell that is no figure. */
    public static Cell text(String text) {
      return new Cell(text, null);
    }
  }
}
