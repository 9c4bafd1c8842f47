package org.peftbench.tasks;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.peftbench.results.base.UserError;

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

  /**
   * The training rows alone, some of them in the place of the evaluation rows: labels in
   * proportion, drawn by a seed.
   *
   * @param share of the training rows to be asked
   * @throws UserError if nothing would be left on one side
   */
  public TaskData tuningSplit(double share, long seed) {
    int asked = (int) Math.round(share * train.size());
    if (asked == 0 || asked == train.size()) {
      throw new UserError(
          "a tuning split of %s of %d training rows leaves nothing on one side: choose another"
              + " holdout under tune",
          share, train.size());
    }
    List<Example> shuffled = new ArrayList<>(train);
    Collections.shuffle(shuffled, new Random(seed));
    Set<String> ids =
        Cap.stratified(shuffled, asked).stream().map(Example::id).collect(Collectors.toSet());
    Map<Boolean, List<Example>> split =
        train.stream().collect(Collectors.partitioningBy(row -> ids.contains(row.id())));
    List<Example> rest = split.getOrDefault(false, List.of());
    List<Example> held = split.getOrDefault(true, List.of());
    Map<String, String> here = new TreeMap<>(notes);
    here.keySet().removeIf(topic -> topic.endsWith(".evaluation"));
    here.put("train_rows", "%d of %d training rows".formatted(rest.size(), train.size()));
    here.put("evaluation_rows", "%d of %d training rows".formatted(held.size(), train.size()));
    here.put(LEAKAGE, Long.toString(Texts.leaks(rest, held)));
    return of(task, rest, held, here);
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
