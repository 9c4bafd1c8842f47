package org.peftbench.tasks.dataroot;

/** Takes the rows of a split, one at a time, in the file's order. */
@FunctionalInterface
public interface RowSink {
  /**
   * Takes a row.
   *
   * @throws IllegalArgumentException with the rule that the row breaks
   */
  void accept(Row row);
}
