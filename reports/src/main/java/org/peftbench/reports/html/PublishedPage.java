package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.Block;
import org.peftbench.reports.Figure;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.Grid;
import org.peftbench.results.Protocol;
import org.peftbench.results.published.PublishedFigure;
import org.peftbench.results.published.PublishedFigures;

/** Published figures of the tasks and methods at hand, beside what was measured here. */
final class PublishedPage {
  static final String PATH = "published.html";

  private PublishedPage() {}

  static Page of(Contents contents) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (PublishedFigure figure : PublishedFigures.all()) {
      for (Block block : contents.blocks()) {
        if (block.task().name().equals(figure.task())) {
          block.rows().stream()
              .filter(row -> row.method().equals(figure.method()))
              .forEach(
                  row ->
                      row.figure(figure.metric())
                          .ifPresent(ours -> lines.add(line(contents, block, row, figure, ours))));
        }
      }
    }
    List<Part> parts = new ArrayList<>();
    if (lines.isEmpty()) {
      parts.add(
          new Part.Prose("Of the tasks and methods compared here no published figure is known."));
    } else {
      parts.add(
          new Part.Cautions(
              List.of(
                  "A difference is the method's only where backbone, rows and training are the same."
                      + " What is known to differ stands beside it; of each figure's training, what its"
                      + " source says.")));
      parts.add(new Part.Table("Published figures beside ours", grid(lines)));
    }
    return new Page(PATH, "Paper beside measured", parts);
  }

  private static Grid grid(List<List<Grid.Cell>> lines) {
    return new Grid(
        List.of(
            new Grid.Column("method", "As the suite calls it."),
            new Grid.Column("task", "Leads to its page."),
            new Grid.Column("metric", "The same for both."),
            new Grid.Column("published", "With its spread over seeds, where one is given."),
            new Grid.Column("ours", "Mean ± standard deviation over seeds."),
            new Grid.Column("difference", "Ours less the published one."),
            new Grid.Column("protocols match", "As far as the source says."),
            new Grid.Column("what differs", "Between their protocol and ours."),
            new Grid.Column("their training", "As far as the source says."),
            new Grid.Column("our training", "Each run's page has all of it."),
            new Grid.Column("source", "Where the published figure was read.")),
        lines);
  }

  private static List<Grid.Cell> line(
      Contents contents, Block block, Row row, PublishedFigure published, Figure ours) {
    double mean = ours.summary().mean();
    double difference = mean - published.value();
    List<String> differences = differences(block, row, published);
    String spread =
        published.deviation() == null
            ? ""
            : " ± " + Figures.value(published.deviation(), ours.unit());
    return List.of(
        Grid.Cell.text(row.label()),
        Grid.Cell.text(contents.title(block)).linked(contents.taskPage(block)),
        Grid.Cell.text(Figures.name(published.metric(), ours.unit())),
        new Grid.Cell(Figures.value(published.value(), ours.unit()) + spread, published.value()),
        new Grid.Cell(Figures.spread(ours.summary(), ours.unit()), mean),
        new Grid.Cell(
            (difference > 0 ? "+" : "") + Figures.value(difference, ours.unit()), difference),
        Grid.Cell.text(differences.isEmpty() ? "not known to differ" : "no"),
        Grid.Cell.text(differences.isEmpty() ? Figures.ABSENT : String.join("; ", differences)),
        Grid.Cell.text(published.protocol()),
        Grid.Cell.text(training(row.example().spec().protocol())),
        Grid.Cell.text(published.source()));
  }

  private static String training(Protocol protocol) {
    return (protocol.steps() > 0
            ? Figures.count(protocol.steps()) + " steps"
            : Figures.plain(protocol.epochs()) + " epochs")
        + ", batch "
        + protocol.batchSize()
        + ", rate "
        + Figures.plain(protocol.learningRate());
  }

  private static List<String> differences(Block block, Row row, PublishedFigure published) {
    List<String> differences = new ArrayList<>();
    if (!block.backbone().id().equals(published.backbone())) {
      differences.add(
          "backbone (" + published.backbone() + " there, " + block.backboneName() + " here)");
    }
    if (block.task().trainRows() != null || block.task().evaluationRows() != null) {
      differences.add("rows (" + TaskNotes.caps(block) + " here)");
    }
    String selection = row.example().spec().protocol().selection().toString();
    String theirs = published.selection();
    if (theirs != null && !theirs.equals(selection)) {
      differences.add("selection (" + theirs + " there, " + selection + " here)");
    }
    return differences;
  }
}
