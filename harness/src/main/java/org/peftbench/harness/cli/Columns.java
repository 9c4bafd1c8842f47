package org.peftbench.harness.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Lines whose cells stand under each other. */
final class Columns {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** Adds a line; all lines have as many cells. */
  void row(String... cells) {
    rows.add(List.of(cells));
  }

  void print(PrintWriter out) {
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column)).append(" ".repeat(missing(row, column))).append(GAP);
      }
      out.println(line.toString().stripTrailing());
    }
  }

  private int missing(List<String> row, int column) {
    int widest = rows.stream().mapToInt(other -> other.get(column).length()).max().orElse(0);
    return widest - row.get(column).length();
  }
}
