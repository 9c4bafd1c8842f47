package org.peftbench.reports.html;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.peftbench.reports.Block;
import org.peftbench.reports.Row;
import org.peftbench.reports.table.Figures;
import org.peftbench.reports.table.PlainText;

/** Facts about a block's rows and trainings: caps, digests, leakage, and whatever runs noted. */
final class TaskNotes {
  /** Notes of this name are about one run's method and stand on that run's page. */
  private static final String OF_METHOD = "method.";

  /** The note of this name is about the process that made one run, and stands there, too. */
  private static final String OF_PROCESS = "process";

  private TaskNotes() {}

  /** Each fact once; who it holds for is said only where it does not hold for all. */
  static List<Part.Fact> of(Block block) {
    List<Part.Fact> facts = new ArrayList<>();
    facts.add(
        new Part.Fact(
            "Task", block.taskName() + ", version " + block.task().version() + ", " + caps(block)));
    facts.add(new Part.Fact("Rows, SHA-256", PlainText.of(block.task().digest())));
    facts.add(new Part.Fact("Backbone, SHA-256", PlainText.of(block.backbone().digest())));
    holders(block)
        .forEach(
            (name, texts) ->
                texts.forEach((text, labels) -> facts.add(fact(block, name, text, labels))));
    return facts;
  }

  /** Rows used, as far as they were capped. */
  static String caps(Block block) {
    Integer train = block.task().trainRows();
    Integer evaluation = block.task().evaluationRows();
    return (train == null
            ? "all training rows"
            : "at most " + Figures.count(train) + " training rows")
        + ", "
        + (evaluation == null
            ? "all evaluation rows"
            : "at most " + Figures.count(evaluation) + " evaluation rows");
  }

  private static Map<String, Map<String, Set<String>>> holders(Block block) {
    Map<String, Map<String, Set<String>>> holders = new TreeMap<>();
    for (Row row : block.rows()) {
      row.everyRun().stream()
          .flatMap(run -> run.notes().entrySet().stream())
          .filter(note -> !note.getKey().startsWith(OF_METHOD) && !note.getKey().equals(OF_PROCESS))
          .forEach(
              note ->
                  holders
                      .computeIfAbsent(note.getKey(), name -> new TreeMap<>())
                      .computeIfAbsent(note.getValue(), text -> new LinkedHashSet<>())
                      .add(row.label()));
    }
    return holders;
  }

  /** A note of a record. */
  static Part.Fact fact(String name, String text) {
    return new Part.Fact(NoteNames.words(name), PlainText.of(text));
  }

  private static Part.Fact fact(Block block, String name, String text, Set<String> labels) {
    String held =
        labels.size() == block.rows().size() ? "" : " (" + String.join(", ", labels) + ")";
    return fact(name, text + held);
  }
}
