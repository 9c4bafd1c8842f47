package org.peftbench.reports.html;

import java.util.Locale;
import java.util.Map;
import org.peftbench.reports.table.PlainText;

/** How the notes of records are called where people read them. */
final class NoteNames {
  private static final Map<String, String> WORDS =
      Map.of(
          "train_rows", "Training rows taken",
          "evaluation_rows", "Evaluation rows taken",
          "rows.train", "Rows trained on",
          "rows.held_out", "Rows held out of train",
          "rows.evaluation", "Rows scored",
          "leakage", "Evaluation rows also in train",
          "selection", "State that is scored",
          "source", "Source of the rows",
          "tuning", "Search for settings");

  private NoteNames() {}

  /** Words known for it, or the name itself with blanks between its parts. */
  static String words(String name) {
    String known = WORDS.get(name);
    if (known != null) {
      return known;
    }
    String parts = PlainText.of(name.replaceAll("[._]+", " ")).strip();
    return parts.isEmpty()
        ? PlainText.of(name)
        : parts.substring(0, 1).toUpperCase(Locale.ROOT) + parts.substring(1);
  }
}
