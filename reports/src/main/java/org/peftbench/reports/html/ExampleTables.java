package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.peftbench.reports.Answers;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;
import org.peftbench.results.Prediction;
import org.peftbench.results.RunRecord;

/** The task's own examples: what it asks, and what hardly any run gets right. */
final class ExampleTables {
  private static final int SHOWN = 10;

  /** Runs whose answers are read; more would say the same at a price. */
  private static final int ASKED_RUNS = 30;

  private final Map<String, String> texts;
  private final Map<String, Tally> tallies = new LinkedHashMap<>();

  /** How often an example was answered as it should be. */
  private static final class Tally {
    private final String gold;
    private double right;
    private int asked;

    private Tally(String gold) {
      this.gold = gold;
    }

    private double share() {
      return right / asked;
    }
  }

  private ExampleTables(Map<String, String> texts) {
    this.texts = texts;
  }

  /** Nothing where no run kept its answers, or where they are numbers and none is simply right. */
  static List<Part> of(Contents contents, Block block) {
    ExampleTables tables = new ExampleTables(contents.files().examples(block.task()));
    block.rows().stream()
        .filter(row -> !row.numeric())
        .map(Row::runs)
        .flatMap(List::stream)
        .limit(ASKED_RUNS)
        .forEach(run -> tables.count(contents, run));
    return tables.parts();
  }

  private void count(Contents contents, RunRecord run) {
    for (Prediction prediction : contents.files().predictions(run)) {
      Tally tally = tallies.computeIfAbsent(prediction.id(), id -> new Tally(prediction.gold()));
      tally.asked++;
      tally.right += Answers.worth(prediction);
    }
  }

  private List<Part> parts() {
    if (tallies.isEmpty()) {
      return List.of();
    }
    List<Map.Entry<String, Tally>> all = List.copyOf(tallies.entrySet());
    List<Map.Entry<String, Tally>> hardest =
        all.stream()
            .sorted(Comparator.comparingDouble(example -> example.getValue().share()))
            .limit(SHOWN)
            .toList();
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Heading("examples", "Examples"));
    if (texts.isEmpty()) {
      parts.add(
          new Part.Prose(
              "The texts are not in the records, and the data is not where this page was written.",
              "facts"));
    }
    parts.add(
        new Part.Table(
            "The first evaluation examples", grid(all.subList(0, Math.min(SHOWN, all.size())))));
    parts.add(
        new Part.Fold(
            "What hardly any run gets right",
            List.of(new Part.Table("Hardest examples", grid(hardest)))));
    return parts;
  }

  private Grid grid(List<Map.Entry<String, Tally>> examples) {
    boolean known = !texts.isEmpty();
    List<Grid.Column> columns = new ArrayList<>();
    columns.add(new Grid.Column("example", "Its id in the evaluation rows."));
    if (known) {
      columns.add(new Grid.Column("text", "What the model reads."));
    }
    columns.add(new Grid.Column("right answer", "As the data has it."));
    columns.add(new Grid.Column("answered right", "Mean worth of the runs' answers: 1 is right."));
    List<List<Grid.Cell>> lines = new ArrayList<>();
    examples.forEach(
        example -> {
          List<Grid.Cell> line = new ArrayList<>();
          line.add(Grid.Cell.text(PlainText.of(example.getKey())));
          if (known) {
            line.add(Grid.Cell.text(PlainText.of(texts.getOrDefault(example.getKey(), ""))));
          }
          Tally tally = example.getValue();
          line.add(Grid.Cell.text(PlainText.of(tally.gold)));
          line.add(new Grid.Cell(Figures.share(tally.right, tally.asked), tally.share()));
          lines.add(line);
        });
    return new Grid(columns, lines);
  }
}
