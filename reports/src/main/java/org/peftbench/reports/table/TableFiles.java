package org.peftbench.reports.table;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.peftbench.reports.Comparison;

/** The tables of methods and tasks as files beside a site's pages. */
public final class TableFiles {
  /** Formats by the ending of their files. */
  public static final SortedMap<String, GridFormat> FORMATS =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "md", GridFormat.MD,
                  "csv", GridFormat.CSV,
                  "json", GridFormat.JSON,
                  "tex", GridFormat.LATEX)));

  private TableFiles() {}

  /** Path of the table of that place, without its ending. */
  public static String name(int place) {
    return "tables/methods-and-tasks" + (place == 0 ? "" : "-" + (place + 1));
  }

  /** Texts of all files by path from the site's root. */
  public static Map<String, String> of(Comparison comparison) {
    Map<String, String> files = new TreeMap<>();
    List<TaskMatrix> matrices = TaskMatrix.of(comparison);
    for (int place = 0; place < matrices.size(); place++) {
      String name = name(place);
      Grid grid = matrices.get(place).grid();
      FORMATS.forEach((ending, format) -> files.put(name + "." + ending, format.render(grid)));
    }
    return files;
  }
}
