package org.peftbench.tasks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All rows there are, before any cap.
 *
 * @param notes what a reader of the results should know of them, by topic
 */
record Rows(List<Example> train, List<Example> evaluation, Map<String, String> notes) {
  Rows {
    train = List.copyOf(train);
    evaluation = List.copyOf(evaluation);
    notes = Map.copyOf(notes);
  }

  Rows(List<Example> train, List<Example> evaluation) {
    this(train, evaluation, Map.of());
  }

  Rows withNotes(Map<String, String> others) {
    return new Rows(train, evaluation, others);
  }

  /**
   * Parts built-in text: one fold in ten is for evaluation. Groups stay whole, and an evaluation
   * row that still stands in train too goes.
   *
   * @param group name of the group an item belongs to
   * @param rows what is asked about the items of one side
   */
  static <T> Rows split(
      List<T> items, Function<T, String> group, Function<List<T>, List<Example>> rows) {
    Map<Boolean, List<T>> sides =
        items.parallelStream()
            .collect(Collectors.partitioningBy(item -> Hashes.fold(group.apply(item)) == 0));
    List<Example> train = rows.apply(sides.get(false));
    Set<String> seen =
        train.parallelStream().map(row -> Texts.key(row.question())).collect(Collectors.toSet());
    List<Example> evaluation =
        rows.apply(sides.get(true)).stream()
            .filter(row -> !seen.contains(Texts.key(row.question())))
            .toList();
    return new Rows(train, evaluation);
  }

  /**
   * Puts a share of the rows aside for evaluation, labels in proportion. Rows of the same text stay
   * on one side, so that nothing stands on both.
   */
  static Rows heldOut(List<Example> rows, double share) {
    Map<String, List<Example>> texts = new LinkedHashMap<>();
    for (Example row : rows) {
      texts.computeIfAbsent(Texts.key(row.question()), any -> new ArrayList<>()).add(row);
    }
    List<Example> firsts = texts.values().stream().map(same -> same.get(0)).toList();
    int most = Math.max(1, (int) Math.round(share * firsts.size()));
    Set<String> aside =
        Cap.apply("held_out", firsts, most).stream()
            .map(row -> Texts.key(row.question()))
            .collect(Collectors.toSet());
    Map<Boolean, List<Example>> sides =
        rows.stream()
            .collect(Collectors.partitioningBy(row -> aside.contains(Texts.key(row.question()))));
    return new Rows(sides.get(false), sides.get(true));
  }
}
