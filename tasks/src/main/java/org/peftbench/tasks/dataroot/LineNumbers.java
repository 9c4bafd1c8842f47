package org.peftbench.tasks.dataroot;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** Finds the line that a row starts on; looked up only when a row is to be complained about. */
final class LineNumbers {
  private LineNumbers() {}

  /** {@code file:line} of a row, or {@code file row n} where a format has no lines. */
  static String place(SplitFile file, int row) {
    return switch (file.format()) {
      case PARQUET -> file.path() + " row " + (row + 1);
      case JSONL -> file.path() + ":" + lineOf(file, row, false);
      case TSV -> file.path() + ":" + lineOf(file, row + 1, false);
      case CSV -> file.path() + ":" + lineOf(file, row + 1, true);
    };
  }

  /** The line on which record number {@code record} starts; blank lines hold none. */
  private static int lineOf(SplitFile file, int record, boolean quotes) {
    try (BufferedReader lines = Files.newBufferedReader(file.path(), StandardCharsets.UTF_8)) {
      int number = 0;
      int records = 0;
      boolean inside = false; // a quoted field that goes on over the line's end
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!inside && !line.isBlank() && records++ == record) {
          return number;
        }
        inside ^= quotes && line.chars().filter(c -> c == '"').count() % 2 == 1;
      }
      throw new IllegalStateException(file.path() + " has no record " + record);
    } catch (IOException e) {
      throw new IllegalStateException(file.path() + " was read before", e);
    }
  }
}
