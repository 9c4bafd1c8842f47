package org.peftbench.models.deberta;

/**
 * Rows of the table of relative positions: near ones have a row each, far ones share rows by the
 * logarithm of their distance.
 *
 * @param span rows of one direction
 * @param buckets 0 if every distance has its own row
 * @param maxDistance distance that the last row is for
 */
record RelativePositions(int span, int buckets, int maxDistance) {

  /** The row for a query that stands so far behind its key; before it, if negative. */
  int row(int distance) {
    int place = buckets > 0 ? bucket(distance) : distance;
    return Math.max(0, Math.min(2 * span - 1, place + span));
  }

  /** In single precision, as checkpoints were trained: a rounding decides at the edges. */
  private int bucket(int distance) {
    int middle = buckets / 2;
    int length = Math.abs(distance);
    if (length <= middle) {
      return distance;
    }
    float far = log((float) length / middle) / log((float) ((maxDistance - 1) / (double) middle));
    int rounded = (int) Math.ceil(far * (middle - 1)) + middle;
    return distance < 0 ? -rounded : rounded;
  }

  private static float log(float x) {
    return (float) Math.log(x);
  }

  /** Rows for all pairs of so many queries and keys, query by query. */
  long[] queriesToKeys(int length) {
    long[] rows = new long[length * length];
    for (int query = 0; query < length; query++) {
      for (int key = 0; key < length; key++) {
        rows[query * length + key] = row(query - key);
      }
    }
    return rows;
  }

  /** The same, key by key. */
  long[] keysToQueries(int length) {
    long[] rows = new long[length * length];
    for (int key = 0; key < length; key++) {
      for (int query = 0; query < length; query++) {
        rows[key * length + query] = row(query - key);
      }
    }
    return rows;
  }
}
