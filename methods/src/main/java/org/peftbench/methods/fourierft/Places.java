package org.peftbench.methods.fourierft;

import org.apache.commons.math3.random.MersenneTwister;

/**
 * Draws places without repetition, as the start of PyTorch's random permutation: a saved adapter
 * holds the coefficients only, so both sides must draw the same places.
 */
final class Places {
  private Places() {}

  /** The first {@code count} numbers of {@code torch.randperm(size)} for a seed. */
  static long[] of(int count, int size, long seed) {
    MersenneTwister random = new MersenneTwister((int) seed);
    int[] shuffled = new int[size];
    for (int i = 0; i < size; i++) {
      shuffled[i] = i;
    }
    long[] places = new long[count];
    for (int i = 0; i < count; i++) {
      int other = i == size - 1 ? i : i + Integer.remainderUnsigned(random.nextInt(), size - i);
      places[i] = shuffled[other];
      shuffled[other] = shuffled[i];
    }
    return places;
  }
}
