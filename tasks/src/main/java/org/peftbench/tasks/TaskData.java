package org.peftbench.tasks;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The rows of one comparison.
 *
 * @param task whose rows these are
 * @param train in the order in which the caps keep them
 * @param evaluation likewise
 * @param digest SHA-256 over every field of every row, in order, train before evaluation
 * @param notes what a reader of the results should know of the rows, by topic
 */
public record TaskData(
    TaskDefinition task,
    List<Example> train,
    List<Example> evaluation,
    String digest,
    Map<String, String> notes) {
  static final String LEAKAGE = "leakage";

  public TaskData {
    train = List.copyOf(train);
    evaluation = List.copyOf(evaluation);
    notes = Collections.unmodifiableMap(new TreeMap<>(notes));
  }

  /** How many evaluation rows stand among the training rows too. */
  public long leakage() {
    return Long.parseLong(notes.getOrDefault(LEAKAGE, "0"));
  }

  /** Rows with their digest. */
  static TaskData of(
      TaskDefinition task,
      List<Example> train,
      List<Example> evaluation,
      Map<String, String> notes) {
    return new TaskData(task, train, evaluation, RowDigest.of(train, evaluation), notes);
  }
}
