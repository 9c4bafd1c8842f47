package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.Standings;
import org.peftbench.results.MetricNames;

/** Who is best where no more than a share of the backbone may be trained. */
final class BudgetGrid {
  /** A budget as a share of the backbone's parameters. */
  private record Budget(String title, double share) {}

  private static final List<Budget> BUDGETS =
      List.of(
          new Budget("0.01 %", 1e-4),
          new Budget("0.1 %", 1e-3),
          new Budget("1 %", 1e-2),
          new Budget("10 %", 0.1),
          new Budget("no limit", Double.POSITIVE_INFINITY));

  private BudgetGrid() {}

  static Grid of(Contents contents) {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("task", "Leads to its page."));
    BUDGETS.forEach(
        budget ->
            columns.add(
                new Grid.Column(
                    budget.title(), "Trained parameters, the head apart.", "at most trained")));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (Block block : contents.blocks()) {
      List<Grid.Cell> line = new ArrayList<>();
      line.add(Grid.Cell.text(contents.title(block)).linked(contents.taskPage(block)));
      BUDGETS.forEach(budget -> line.add(cell(block.answering(), budget)));
      lines.add(line);
    }
    return new Grid(columns, lines);
  }

  /** Rows stand best first, so the first one within the budget is the best. */
  private static Grid.Cell cell(Block block, Budget budget) {
    Optional<Row> best =
        block.rows().stream()
            .filter(row -> row.figure(block.primaryMetric()).isPresent())
            .filter(row -> share(row) <= budget.share())
            .findFirst();
    return best.map(row -> cell(block, row)).orElse(Grid.Cell.ABSENT);
  }

  private static Grid.Cell cell(Block block, Row row) {
    String score =
        row.figure(block.primaryMetric())
            .map(figure -> " " + Figures.mean(figure.summary(), figure.unit()))
            .orElse("");
    return Grid.Cell.text(row.label() + score).tagged(Standings.tags(row));
  }

  /** Infinite where it was not counted: such a row fits no budget but the unlimited one. */
  private static double share(Row row) {
    Double trained = row.mean(MetricNames.TRAINABLE_ADAPTATION);
    Double whole = row.mean(MetricNames.BACKBONE_PARAMETERS);
    return trained == null || whole == null ? Double.POSITIVE_INFINITY : trained / whole;
  }
}
