package org.peftbench.reports.table;

import org.peftbench.reports.Row;

/** A row's standing as tags. */
final class Standings {
  private Standings() {}

  static Grid.Tag[] tags(Row row) {
    return switch (row.standing().kind()) {
      case BEST -> new Grid.Tag[] {Grid.Tag.BEST};
      case TIED -> new Grid.Tag[] {Grid.Tag.TIE};
      case BEHIND -> new Grid.Tag[0];
      case UNTESTED -> new Grid.Tag[] {row.runs().isEmpty() ? Grid.Tag.FAILED : Grid.Tag.UNTESTED};
    };
  }
}
