package org.peftbench.reports.table;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.Row;

/** What a row's figures must be read with, as tags. */
public final class Standings {
  private Standings() {}

  /** Its standing, and whether its state was chosen on the rows it is reported on. */
  public static Grid.Tag[] tags(Row row) {
    List<Grid.Tag> tags = new ArrayList<>();
    switch (row.standing().kind()) {
      case BEST -> tags.add(Grid.Tag.BEST);
      case TIED -> tags.add(Grid.Tag.TIE);
      case BEHIND -> {}
      case UNTESTED -> tags.add(row.runs().isEmpty() ? Grid.Tag.FAILED : Grid.Tag.UNTESTED);
    }
    if (row.optimistic()) {
      tags.add(Grid.Tag.OPTIMISTIC);
    }
    return tags.toArray(Grid.Tag[]::new);
  }
}
