package org.peftbench.reports.table;

import java.util.ArrayList;
import java.util.List;

/** Lines whose cells stand under each other, for a terminal. */
public final class AlignedText {
  private static final String GAP = "  ";

  private final List<Boolean> toTheRight;
  private final List<List<String>> lines = new ArrayList<>();

  /** No lines yet; all cells are set to the left. */
  public AlignedText() {
    this(List.of());
  }

  /**
   * No lines yet.
   *
   * @param toTheRight which columns are set to the right, as figures are; columns beyond are not
   */
  public AlignedText(List<Boolean> toTheRight) {
    this.toTheRight = List.copyOf(toTheRight);
  }

  /** Adds a line; all lines have as many cells. */
  public void line(String... cells) {
    line(List.of(cells));
  }

  /** Adds a line; all lines have as many cells. */
  public void line(List<String> cells) {
    if (!lines.isEmpty() && lines.get(0).size() != cells.size()) {
      throw new IllegalArgumentException("every line needs " + lines.get(0).size() + " cells");
    }
    lines.add(List.copyOf(cells));
  }

  /** The lines, each ended by {@code \n}. */
  public String render() {
    int[] widths = widths();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        String cell = line.get(column);
        String blanks = " ".repeat(widths[column] - cell.length());
        row.append(isToTheRight(column) ? blanks + cell : cell + blanks).append(GAP);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private boolean isToTheRight(int column) {
    return column < toTheRight.size() && toTheRight.get(column);
  }

  private int[] widths() {
    int[] widths = new int[lines.isEmpty() ? 0 : lines.get(0).size()];
    for (List<String> line : lines) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], line.get(column).length());
      }
    }
    return widths;
  }
}
