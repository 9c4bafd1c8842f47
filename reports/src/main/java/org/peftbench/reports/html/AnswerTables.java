package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.peftbench.reports.AnswerSheet;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Prediction;

/** What one run answered: what it takes for what, and where it is most wrong. */
final class AnswerTables {
  private AnswerTables() {}

  /** Adds the tables that the answers allow. */
  static void of(AnswerSheet answers, Map<String, String> texts, List<Part> parts) {
    if (!answers.labels().isEmpty()) {
      parts.add(new Part.Heading("confusion", "Confusion matrix"));
      parts.add(new Part.Table("Right answers down, given answers across", confusion(answers)));
    }
    if (!answers.worst().isEmpty()) {
      parts.add(new Part.Heading("hardest", "Where it is most wrong"));
      parts.add(new Part.Table("The answers that are most wrong", hardest(answers, texts)));
    }
  }

  private static Grid confusion(AnswerSheet answers) {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("right answer", "As the data has it."));
    answers
        .labels()
        .forEach(
            label -> columns.add(new Grid.Column(PlainText.of(label), "Answered so.", "answered")));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (String right : answers.labels()) {
      List<Grid.Cell> counts =
          answers.labels().stream()
              .map(given -> answers.count(right, given))
              .map(count -> new Grid.Cell(Figures.count(count), (double) count))
              .toList();
      if (answers.labels().stream().anyMatch(given -> answers.count(right, given) > 0)) {
        lines.add(
            Stream.concat(Stream.of(Grid.Cell.text(PlainText.of(right))), counts.stream())
                .toList());
      }
    }
    return new Grid(columns, lines);
  }

  private static Grid hardest(AnswerSheet answers, Map<String, String> texts) {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("example", "Its id in the evaluation rows."));
    if (!texts.isEmpty()) {
      columns.add(new Grid.Column("text", "What the model reads."));
    }
    columns.add(new Grid.Column("right answer", "As the data has it."));
    columns.add(new Grid.Column("answered", "What the model said."));
    columns.add(
        answers.numbers()
            ? new Grid.Column("error", "Distance from the right answer.")
            : new Grid.Column("lead", "Of the given answer's score over the mean score."));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (Prediction answer : answers.worst()) {
      List<Grid.Cell> line = new ArrayList<>();
      line.add(Grid.Cell.text(PlainText.of(answer.id())));
      if (!texts.isEmpty()) {
        line.add(Grid.Cell.text(PlainText.of(texts.getOrDefault(answer.id(), ""))));
      }
      line.add(Grid.Cell.text(PlainText.of(answer.gold())));
      line.add(Grid.Cell.text(PlainText.of(answer.predicted())));
      double excess = answers.excess(answer);
      line.add(new Grid.Cell(Figures.plain(excess), excess));
      lines.add(line);
    }
    return new Grid(columns, lines);
  }
}
