package org.peftbench.tasks.dataroot;

import java.util.List;

/**
 * The wanted cells of a row.
 *
 * @param number of the row in its split, from 0
 * @param columns what was asked for
 * @param cells one a column, as texts; a cell that is no list has one value
 */
public record Row(int number, List<Column> columns, List<List<String>> cells) {
  /** The text of a column that holds no lists. */
  public String text(String path) {
    return list(path).get(0);
  }

  /** The values of a column. */
  public List<String> list(String path) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).path().equals(path)) {
        return cells.get(i);
      }
    }
    throw new IllegalStateException("no column " + path + " was asked for");
  }
}
