package org.peftbench.harness.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A figure for people and for machines.
 *
 * @param shown rounded, with its unit
 * @param exact all its digits, without unit
 */
record Cell(String shown, String exact) {
  static Cell text(String text) {
    return new Cell(text, text);
  }

  static List<Cell> texts(String... texts) {
    return Arrays.stream(texts).map(Cell::text).toList();
  }

  static Cell number(long number) {
    return new Cell(String.format(Locale.ROOT, "%,d", number), Long.toString(number));
  }

  /** Decimal units: 1 kB is 1000 bytes. */
  static Cell bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double value = bytes;
    int unit = 0;
    while (value >= 999.95 && unit < units.length - 1) {
      value /= 1000;
      unit++;
    }
    String form = unit == 0 ? "%.0f %s" : "%.1f %s";
    return new Cell(String.format(Locale.ROOT, form, value, units[unit]), Long.toString(bytes));
  }
}
