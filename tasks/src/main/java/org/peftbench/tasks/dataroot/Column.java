package org.peftbench.tasks.dataroot;

import java.util.List;

/**
 * A column that a reader is asked for.
 *
 * @param path its name, or the way to a field inside it: {@code choices.text}
 * @param isList whether a cell holds a list of values instead of one
 */
public record Column(String path, boolean isList) {
  /** A column of texts or numbers. */
  public static Column value(String path) {
    return new Column(path, false);
  }

  /** A column of lists of texts or numbers. */
  public static Column list(String path) {
    return new Column(path, true);
  }

  /** The names on the way, the column's first. */
  List<String> names() {
    return List.of(path.split("\\."));
  }

  /** The rule that a cell of another form breaks. */
  String rule() {
    return "'%s' must be a %s"
        .formatted(path, isList ? "list of texts or numbers" : "text or a number");
  }
}
