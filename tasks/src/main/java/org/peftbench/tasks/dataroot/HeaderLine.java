package org.peftbench.tasks.dataroot;

import java.util.ArrayList;
import java.util.List;

/** The first line of a CSV or TSV file, cut into column names. */
final class HeaderLine {
  private HeaderLine() {}

  static List<String> columns(Format format, String line) {
    String text = line.startsWith("\ufeff") ? line.substring(1) : line;
    return format == Format.TSV ? List.of(text.split("\t", -1)) : quoted(text);
  }

  private static List<String> quoted(String text) {
    List<String> columns = new ArrayList<>();
    StringBuilder column = new StringBuilder();
    boolean inside = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        boolean doubled = inside && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (doubled) {
          column.append('"');
          i++;
        } else {
          inside = !inside;
        }
      } else if (c == ',' && !inside) {
        columns.add(column.toString());
        column.setLength(0);
      } else {
        column.append(c);
      }
    }
    columns.add(column.toString());
    return columns;
  }
}
