package org.peftbench.models.text;

/** One input as token ids with their segments, special tokens included, unpadded. */
public final class Encoding {
  private final long[] ids;
  private final long[] types;

  public Encoding(long[] ids, long[] types) {
    this.ids = ids.clone();
    this.types = types.clone();
  }

  /** Token ids. */
  public long[] ids() {
    return ids.clone();
  }

  /** 0 for the first text, 1 for the second. */
  public long[] typeIds() {
    return types.clone();
  }

  /** Number of tokens. */
  public int length() {
    return ids.length;
  }
}
