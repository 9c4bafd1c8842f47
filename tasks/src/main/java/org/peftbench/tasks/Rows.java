package org.peftbench.tasks;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All rows there are, before any cap. */
record Rows(List<Example> train, List<Example> evaluation) {
  Rows {
    train = List.copyOf(train);
    evaluation = List.copyOf(evaluation);
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
        items.stream()
            .collect(Collectors.partitioningBy(item -> Hashes.fold(group.apply(item)) == 0));
    List<Example> train = rows.apply(sides.get(false));
    Set<String> seen = new HashSet<>();
    train.forEach(row -> seen.add(Texts.key(row.question())));
    List<Example> evaluation =
        rows.apply(sides.get(true)).stream()
            .filter(row -> !seen.contains(Texts.key(row.question())))
            .toList();
    return new Rows(train, evaluation);
  }
}
