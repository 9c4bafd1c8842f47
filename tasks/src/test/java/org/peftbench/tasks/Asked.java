package org.peftbench.tasks;

import java.util.Objects;

/** The texts of examples that ask about a text or a pair. */
final class Asked {
  private Asked() {}

  static String text(Example row) {
    return ((Question.Text) row.question()).text();
  }

  static String pair(Example row) {
    return Objects.requireNonNull(((Question.Text) row.question()).pair());
  }
}
