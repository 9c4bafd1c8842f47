package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.BesidePublished;
import org.peftbench.reports.Block;
import org.peftbench.reports.Figure;
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
    List<List<Grid.Cell>> lines =
        PublishedFigures.all().stream()
            .flatMap(figure -> BesidePublished.of(figure, contents.blocks()).stream())
            .map(pair -> line(contents, pair))
            .toList();
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

  private static List<Grid.Cell> line(Contents contents, BesidePublished pair) {
    PublishedFigure published = pair.published();
    Figure ours = pair.ours();
    double difference = pair.mean() - published.value();
    List<String> differences = pair.differences();
    String spread =
        published.deviation() == null
            ? ""
            : " ± " + Figures.value(published.deviation(), ours.unit());
    String measured =
        pair.rows().size() == 1
            ? Figures.spread(ours.summary(), ours.unit())
            : Figures.value(pair.mean(), ours.unit());
    return List.of(
        Grid.Cell.text(pair.rows().get(0).label()),
        task(contents, pair),
        Grid.Cell.text(Figures.name(published.metric(), ours.unit())),
        new Grid.Cell(Figures.value(published.value(), ours.unit()) + spread, published.value()),
        new Grid.Cell(measured, pair.mean()),
        new Grid.Cell(Figures.signed(difference, ours.unit()), difference),
        Grid.Cell.text(differences.isEmpty() ? "not known to differ" : "no"),
        Grid.Cell.text(differences.isEmpty() ? Figures.ABSENT : String.join("; ", differences)),
        Grid.Cell.text(published.protocol()),
        Grid.Cell.text(training(pair.rows().get(0).example().spec().protocol())),
        Grid.Cell.text(published.source()));
  }

  private static Grid.Cell task(Contents contents, BesidePublished pair) {
    Block first = pair.blocks().get(0);
    return pair.blocks().size() == 1
        ? Grid.Cell.text(contents.title(first)).linked(contents.taskPage(first))
        : Grid.Cell.text("mean of " + String.join(", ", pair.published().tasks()));
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
}
