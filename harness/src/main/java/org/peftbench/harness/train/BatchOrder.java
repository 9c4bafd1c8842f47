package org.peftbench.harness.train;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.peftbench.harness.train.family.Feature;
import org.peftbench.results.Protocol;

/**
 * Endless training batches: each epoch a new shuffle, features of like length together.
 *
 * <p>The order depends on the features and the seed alone, so every method of a comparison sees the
 * same batches. Features are shuffled, cut into pools of {@value #POOL} batches, sorted by length
 * inside a pool, cut into batches, and the batches shuffled. Under {@link Protocol.Order#GIVEN}
 * they stay as they are.
 */
final class BatchOrder<F extends Feature> implements Iterator<List<F>> {
  private static final int POOL = 100;

  private final List<F> features;
  private final int batchSize;
  private final long seed;
  private final Protocol.@Nullable Order order;
  private int epoch;
  private Iterator<List<F>> current = Collections.emptyIterator();

  BatchOrder(List<F> features, int batchSize, long seed, Protocol.@Nullable Order order) {
    if (features.isEmpty()) {
      throw new NoSuchElementException("no features to train on");
    }
    this.features = List.copyOf(features);
    this.batchSize = batchSize;
    this.seed = seed;
    this.order = order;
  }

  /** Batches of one epoch; the last one may be short. */
  int batchesPerEpoch() {
    return (features.size() + batchSize - 1) / batchSize;
  }

  /** Goes on behind so many batches. */
  void skip(int batches) {
    for (int i = 0; i < batches; i++) {
      next();
    }
  }

  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  @CanIgnoreReturnValue
  public List<F> next() {
    if (!current.hasNext()) {
      current =
          order == Protocol.Order.GIVEN
              ? cut(features, batchSize).iterator()
              : shuffle(new Random(seed * 1_000_003 + epoch++)).iterator();
    }
    return current.next();
  }

  private List<List<F>> shuffle(Random random) {
    List<F> shuffled = new ArrayList<>(features);
    Collections.shuffle(shuffled, random);
    List<List<F>> batches = new ArrayList<>();
    for (List<F> pool : cut(shuffled, batchSize * POOL)) {
      List<F> byLength = new ArrayList<>(pool);
      byLength.sort(Comparator.comparingInt(Feature::length));
      batches.addAll(cut(byLength, batchSize));
    }
    Collections.shuffle(batches, random);
    return batches;
  }

  /** Consecutive parts of a list; the last one may be short. */
  static <T> List<List<T>> cut(List<T> list, int size) {
    List<List<T>> parts = new ArrayList<>();
    for (int begin = 0; begin < list.size(); begin += size) {
      parts.add(list.subList(begin, Math.min(list.size(), begin + size)));
    }
    return parts;
  }
}
