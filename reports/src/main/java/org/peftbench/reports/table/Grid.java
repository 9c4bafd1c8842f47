package org.peftbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.Metric;

/**
 * A table before it is written in any format.
 *
 * @param columns left to right; the first names the line
 * @param lines top to bottom, each with one cell a column
 */
public record Grid(List<Column> columns, List<List<Cell>> lines) {
  private static final int CROWD = 12;

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
   * @param better which way is better, if one is
   */
  public record Column(String title, String explanation, String group, Metric.Direction better) {
    /** A column in which no side is better. */
    public Column(String title, String explanation, String group) {
      this(title, explanation, group, Metric.Direction.NEITHER);
    }

    /** A column of no group. */
    public Column(String title, String explanation) {
      this(title, explanation, "");
    }
  }

  /** A word set beside a cell's text. */
  public enum Tag {
    BEST,
    TIE,
    FAILED,
    UNTESTED,
    OPTIMISTIC,
    BASELINE;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A figure as it is read and as it is sorted.
   *
   * @param text rounded, with its unit
   * @param value unrounded; absent where nothing was measured or the cell is a text
   * @param tags words beside the text
   * @param link page that tells more, from the site's root; absent for none
   */
  public record Cell(String text, @Nullable Double value, List<Tag> tags, @Nullable String link) {
    /** Where nothing was measured. */
    public static final Cell ABSENT = new Cell(Figures.ABSENT, null);

    public Cell {
      tags = List.copyOf(tags);
    }

    /** A bare figure. */
    public Cell(String text, @Nullable Double value) {
      this(text, value, List.of(), null);
    }

    /** A cell that is no figure. */
    public static Cell text(String text) {
      return new Cell(text, null);
    }

    /** The same cell with these tags beside those it has. */
    public Cell tagged(Tag... more) {
      return new Cell(text, value, Stream.concat(tags.stream(), Stream.of(more)).toList(), link);
    }

    /** The same cell, leading to a page. */
    public Cell linked(@Nullable String page) {
      return new Cell(text, value, tags, page);
    }

    /** What a table is sorted by: all digits, or the text of a cell that is no figure. */
    public String key() {
      if (value != null) {
        return value.toString();
      }
      return equals(ABSENT) ? "" : text;
    }
  }

  /** Whether each column holds figures, which are set to the right. */
  public List<Boolean> numeric() {
    return IntStream.range(0, columns.size())
        .mapToObj(column -> lines.stream().anyMatch(line -> line.get(column).value() != null))
        .toList();
  }

  /** Whether columns of one group are too many for their titles to stand side by side. */
  public boolean isCrowded() {
    return groups().stream().anyMatch(group -> group.columns() > CROWD);
  }

  /** Neighbouring columns under one heading. */
  public record Group(String title, int columns) {}

  /** The headings above the columns; a single one without a title where there are none. */
  public List<Group> groups() {
    List<Group> groups = new ArrayList<>();
    for (Column column : columns) {
      Group last = groups.isEmpty() ? null : groups.get(groups.size() - 1);
      if (last != null && last.title().equals(column.group())) {
        groups.set(groups.size() - 1, new Group(last.title(), last.columns() + 1));
      } else {
        groups.add(new Group(column.group(), 1));
      }
    }
    return groups;
  }
}
