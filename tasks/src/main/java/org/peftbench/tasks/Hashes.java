package org.peftbench.tasks;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.peftbench.results.base.Digest;

/** Chance without a random generator: SHA-256 of a name decides, on every machine alike. */
final class Hashes {
  private static final int FOLDS = 10;

  private Hashes() {}

  /** The fold of a group of the built-in text, a grammar rule or a synset: 0 to 9. */
  static int fold(String group) {
    return (int) (of("fold", group) % FOLDS);
  }

  /** A number from 0 to 2^60 - 1; another salt gives an unrelated one. */
  static long of(String salt, String name) {
    return Digest.number(salt + "\t" + name);
  }

  /** The items in an order that has nothing to do with the one they came in. */
  static <T> List<T> ordered(String salt, List<T> items, Function<T, String> name) {
    record Keyed<T>(long hash, String name, T item) {}
    return items.parallelStream()
        .map(item -> new Keyed<>(of(salt, name.apply(item)), name.apply(item), item))
        .sorted(Comparator.<Keyed<T>>comparingLong(Keyed::hash).thenComparing(Keyed::name))
        .map(Keyed::item)
        .toList();
  }
}
