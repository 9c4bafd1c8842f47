package org.peftbench.tasks;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What is odd about the rows of a split: nothing is left out for it, but a reader should know. */
final class RowNotes {
  private RowNotes() {}

  /** Notes by topic; none where nothing is odd. */
  static Map<String, String> of(TaskDefinition task, String split, List<Example> rows) {
    Map<String, String> notes = new TreeMap<>();
    long empty = rows.stream().filter(row -> isEmpty(row.question())).count();
    if (empty > 0) {
      notes.put("empty_texts." + split, Long.toString(empty));
    }
    if (task.kind() == TaskDefinition.Kind.CLASSIFICATION) {
      List<Integer> labels =
          rows.stream()
              .map(row -> ((Target.Label) row.target()).index())
              .distinct()
              .collect(Collectors.toList());
      if (labels.size() == 1) {
        notes.put("one_class." + split, task.labels().get(labels.get(0)));
      }
    }
    return notes;
  }

  /** Whether nothing, or only half of something, is asked. */
  private static boolean isEmpty(Question question) {
    if (question instanceof Question.Text asked) {
      return asked.text().isBlank() || (asked.pair() != null && asked.pair().isBlank());
    }
    if (question instanceof Question.Words sentence) {
      return sentence.words().stream().allMatch(String::isBlank);
    }
    if (question instanceof Question.Passage passage) {
      return passage.question().isBlank() || passage.context().isBlank();
    }
    Question.Choices choices = (Question.Choices) question;
    return choices.stem().isBlank() || choices.options().stream().anyMatch(String::isBlank);
  }
}
