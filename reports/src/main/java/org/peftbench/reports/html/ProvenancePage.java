package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.List;
import org.peftbench.reports.Block;
import org.peftbench.reports.table.Grid;
import org.peftbench.reports.table.PlainText;

/** Where the figures come from: machines, data, models, and the way to each run's command. */
final class ProvenancePage {
  static final String PATH = "provenance.html";

  private ProvenancePage() {}

  static Page of(Contents contents) {
    List<Part> parts = new ArrayList<>();
    parts.add(new Part.Heading("environment", "Environment"));
    List<MachineFacts> machines = MachineFacts.of(contents.runs());
    if (machines.isEmpty()) {
      parts.add(new Part.Prose("No run lived long enough to say where it ran."));
    }
    for (MachineFacts machine : machines) {
      if (machines.size() > 1) {
        parts.add(new Part.Prose(machine.runs() + " of the runs:"));
      }
      parts.add(new Part.Facts(machine.facts()));
    }
    if (!contents.blocks().isEmpty()) {
      parts.add(new Part.Heading("data", "Data and models"));
      parts.add(
          new Part.Prose(
              "Each task's page ends with the commands that repeat its runs; each run's page has its"
                  + " whole specification."));
      parts.add(new Part.Table("Data and models", grid(contents)));
    }
    return new Page(PATH, "Provenance", parts);
  }

  private static Grid grid(Contents contents) {
    List<List<Grid.Cell>> lines = new ArrayList<>();
    for (Block block : contents.blocks()) {
      lines.add(
          List.of(
              Grid.Cell.text(block.taskName()).linked(contents.taskPage(block) + "#runs"),
              new Grid.Cell(
                  Integer.toString(block.task().version()), (double) block.task().version()),
              Grid.Cell.text(TaskNotes.caps(block)),
              Grid.Cell.text(PlainText.of(block.task().digest())),
              Grid.Cell.text(block.backboneName()),
              Grid.Cell.text(PlainText.of(block.backbone().digest()))));
    }
    return new Grid(
        List.of(
            new Grid.Column("task", "Leads to the commands that repeat its runs."),
            new Grid.Column("version", "Of the task's definition."),
            new Grid.Column("rows", "Caps on the rows used."),
            new Grid.Column("rows, SHA-256", "Of every field of every row used."),
            new Grid.Column("backbone", "The frozen model."),
            new Grid.Column("backbone, SHA-256", "Of weights, configuration and tokenizer.")),
        lines);
  }
}
