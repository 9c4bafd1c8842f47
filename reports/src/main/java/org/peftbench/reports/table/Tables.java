package org.peftbench.reports.table;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.peftbench.reports.Block;
import org.peftbench.reports.Certainty;
import org.peftbench.reports.Comparison;
import org.peftbench.reports.TaskRanks;
import org.peftbench.reports.Versus;
import org.peftbench.results.base.Names;

/** Every table of a report by name. */
public final class Tables {
  private Tables() {}

  /**
   * The tables that a comparison allows: methods and tasks, ranks, each method against the others,
   * each task, each task's tests.
   */
  public static List<NamedGrid> of(Comparison comparison) {
    List<NamedGrid> tables = new ArrayList<>();
    for (TaskMatrix matrix : TaskMatrix.of(comparison)) {
      String suffix = tables.isEmpty() ? "" : ":" + matrix.title();
      tables.add(new NamedGrid("tasks" + suffix, matrix.title(), matrix::grid));
      if (TaskRanks.isPossible(matrix)) {
        tables.add(
            new NamedGrid(
                "ranks" + suffix,
                "Ranks on " + matrix.title(),
                () -> TaskRanks.of(matrix).orElseThrow().grid()));
      }
      if (matrix.labels().size() > 1) {
        for (String label : matrix.labels()) {
          tables.add(
              new NamedGrid(
                  "versus:" + label + suffix,
                  label + " against each other method on " + matrix.title(),
                  new Versus(label, matrix)::grid));
        }
      }
    }
    Set<String> taken = new HashSet<>();
    for (Block block : comparison.blocks()) {
      String title = block.taskName() + " on " + block.backboneName();
      String name = taken.add(block.taskName()) ? block.taskName() : title;
      for (Block part : block.apart()) {
        String footing = part.footing().suffix();
        tables.add(
            new NamedGrid(
                "task:" + name + footing, title + footing, () -> ComparisonGrid.of(part)));
        tables.add(
            new NamedGrid(
                "tests:" + name + footing,
                "Tests of " + title + footing,
                () -> Certainty.grid(part)));
      }
    }
    return tables;
  }

  /**
   * The table of that name.
   *
   * @throws org.peftbench.results.base.UserError if there is none, with the names there are
   */
  public static NamedGrid named(String name, Comparison comparison) {
    List<NamedGrid> tables = of(comparison);
    return tables.stream()
        .filter(table -> table.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> Names.unknown("table", name, tables.stream().map(NamedGrid::name).toList()));
  }
}
