package org.peftbench.harness.train;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** Computes items of like length together. */
public final class ByLength {
  private ByLength() {}

  /**
   * The results in the order of the items.
   *
   * @param batchSize items of one call
   * @param compute as many results as it is given items, in their order
   */
  public static <T, R> List<R> map(
      List<T> items, ToIntFunction<T> length, int batchSize, Function<List<T>, List<R>> compute) {
    List<Integer> order =
        IntStream.range(0, items.size())
            .boxed()
            .sorted(Comparator.comparingInt(item -> length.applyAsInt(items.get(item))))
            .toList();
    List<R> computed = new ArrayList<>(items.size());
    for (List<Integer> part : BatchOrder.cut(order, batchSize)) {
      computed.addAll(compute.apply(part.stream().map(items::get).toList()));
    }
    List<R> results = new ArrayList<>(computed);
    IntStream.range(0, items.size()).forEach(i -> results.set(order.get(i), computed.get(i)));
    return Collections.unmodifiableList(results);
  }

  /** Hands over the items, so many of like length at a time. */
  static <T> void forEach(
      List<T> items, ToIntFunction<T> length, int batchSize, Consumer<List<T>> receive) {
    List<T> order = items.stream().sorted(Comparator.comparingInt(length)).toList();
    BatchOrder.cut(order, batchSize).forEach(receive);
  }
}
