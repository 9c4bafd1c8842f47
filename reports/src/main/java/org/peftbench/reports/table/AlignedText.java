package org.peftbench.reports.table;

import java.util.ArrayList;
import java.util.List;

/** A table whose columns stand under each other, for a terminal. */
final class AlignedText {
  private static final String GAP = "  ";

  private AlignedText() {}

  static String of(Grid grid) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(grid.columns().stream().map(Grid.Column::title).toList());
    grid.lines().forEach(line -> lines.add(line.stream().map(GridFormat::tagged).toList()));
    List<Boolean> numeric = grid.numeric();
    StringBuilder text = new StringBuilder();
    for (List<String> line : lines) {
      StringBuilder row = new StringBuilder();
      for (int column = 0; column < line.size(); column++) {
        String cell = line.get(column);
        String blanks = " ".repeat(width(lines, column) - cell.length());
        row.append(numeric.get(column) ? blanks + cell : cell + blanks).append(GAP);
      }
      text.append(row.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static int width(List<List<String>> lines, int column) {
    return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
  }
}
