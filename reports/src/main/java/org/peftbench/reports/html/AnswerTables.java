package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.peftbench.reports.Answers;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Prediction;

/** What one run answered: what it takes for what, and where it is most wrong. */
final class AnswerTables {
  private static final int SHOWN = 10;

  /** More labels than this make no table that anyone reads. */
  private static final int MOST_LABELS = 30;

  private AnswerTables() {}

  /** Adds the tables that the answers allow. */
  static void of(List<Prediction> predictions, Map<String, String> texts, List<Part> parts) {
    if (predictions.isEmpty()) {
      return;
    }
    TreeSet<String> labels = new TreeSet<>();
    predictions.forEach(answer -> labels.addAll(List.of(answer.gold(), answer.predicted())));
    boolean numbers = Answers.areNumbers(predictions);
    if (!numbers && labels.size() <= MOST_LABELS) {
      parts.add(new Part.Heading("confusion", "Confusion matrix"));
      parts.add(
          new Part.Table(
              "Right answers down, given answers across", confusion(predictions, labels)));
    }
    List<Prediction> wrong =
        predictions.stream()
            .filter(answer -> numbers || !Answers.isRight(answer))
            .sorted(
                Comparator.comparingDouble((Prediction answer) -> excess(answer, numbers))
                    .reversed())
            .limit(SHOWN)
            .toList();
    if (!wrong.isEmpty()) {
      parts.add(new Part.Heading("hardest", "Where it is most wrong"));
      parts.add(new Part.Table("The answers that are most wrong", hardest(wrong, texts, numbers)));
    }
  }

  /** How wrong: the distance of a number, or the lead of the given answer's score over the mean. */
  private static double excess(Prediction answer, boolean numbers) {
    if (numbers) {
      return Math.abs(Double.parseDouble(answer.gold()) - Double.parseDouble(answer.predicted()));
    }
    double greatest = answer.scores().isEmpty() ? 0 : Collections.max(answer.scores());
    double mean = answer.scores().stream().mapToDouble(Double::doubleValue).average().orElse(0);
    return greatest - mean;
  }

  private static Grid confusion(List<Prediction> predictions, Set<String> labels) {
    Map<String, Map<String, Integer>> counts = new TreeMap<>();
    predictions.forEach(
        answer ->
            counts
                .computeIfAbsent(answer.gold(), gold -> new TreeMap<>())
                .merge(answer.predicted(), 1, Integer::sum));
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("right answer", "As the data has it."));
    labels.forEach(
        label -> columns.add(new Grid.Column(PlainText.of(label), "Answered so.", "answered")));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    counts.forEach(
        (gold, given) -> {
          List<Grid.Cell> line = new ArrayList<>();
          line.add(Grid.Cell.text(PlainText.of(gold)));
          labels.forEach(
              label -> {
                int count = given.getOrDefault(label, 0);
                line.add(new Grid.Cell(Figures.count(count), (double) count));
              });
          lines.add(line);
        });
    return new Grid(columns, lines);
  }

  private static Grid hardest(List<Prediction> wrong, Map<String, String> texts, boolean numbers) {
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("example", "Its id in the evaluation rows."));
    if (!texts.isEmpty()) {
      columns.add(new Grid.Column("text", "What the model reads."));
    }
    columns.add(new Grid.Column("right answer", "As the data has it."));
    columns.add(new Grid.Column("answered", "What the model said."));
    columns.add(
        numbers
            ? new Grid.Column("error", "Distance from the right answer.")
            : new Grid.Column("lead", "Of the given answer's score over the mean score."));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (Prediction answer : wrong) {
      List<Grid.Cell> line = new ArrayList<>();
      line.add(Grid.Cell.text(PlainText.of(answer.id())));
      if (!texts.isEmpty()) {
        line.add(Grid.Cell.text(PlainText.of(texts.getOrDefault(answer.id(), ""))));
      }
      line.add(Grid.Cell.text(PlainText.of(answer.gold())));
      line.add(Grid.Cell.text(PlainText.of(answer.predicted())));
      double excess = excess(answer, numbers);
      line.add(new Grid.Cell(Figures.plain(excess), excess));
      lines.add(line);
    }
    return new Grid(columns, lines);
  }
}
