package org.peftbench.tasks.dataroot;

import java.util.List;
import org.peftbench.results.base.UserError;

/** Reads the wanted columns of a split, in the file's order, whatever its format. */
public final class SplitReader {
  private final SplitFile file;
  private final List<Column> columns;

  /** A reader of some of a file's columns. */
  public SplitReader(SplitFile file, List<Column> columns) {
    this.file = file;
    this.columns = List.copyOf(columns);
  }

  /**
   * Reads the file from end to end.
   *
   * @return the number of rows, at least 1
   * @throws UserError if the file isn't of its format, lacks a column or breaks a rule of the sink;
   *     file and line are named
   */
  public int read(RowSink sink) {
    int rows =
        file.path().toFile().length() == 0
            ? 0
            : switch (file.format()) {
              case PARQUET, JSONL, CSV, TSV -> new TableReader(file, columns).read(sink);
              case JSON -> new JsonReader(file, columns).read(sink);
              case CONLL -> new ConllReader(file, columns).read(sink);
            };
    if (rows == 0) {
      throw new UserError("%s has no rows", file.path());
    }
    return rows;
  }
}
