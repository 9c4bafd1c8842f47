package org.peftbench.reports.table;

import java.util.function.Supplier;

/**
 * A table that can be asked for.
 *
 * @param name as it is asked for, unique in a report: {@code tasks}, {@code task:rte}
 * @param title what it shows
 * @param source works it out
 */
public record NamedGrid(String name, String title, Supplier<Grid> source) {
  /** The table itself. */
  public Grid grid() {
    return source.get();
  }
}
