package org.peftbench.models.ops;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;

/**
 * Small numbers, several in a byte: indices into a table of at most 2^bits values.
 *
 * <p>The first of a byte's numbers stands in its highest bits.
 */
public final class PackedCodes {
  private final NDArray packed;
  private final NDArray shifts;
  private final int bits;
  private final int count;

  private PackedCodes(NDArray packed, NDArray shifts, int bits, int count) {
    this.packed = packed;
    this.shifts = shifts;
    this.bits = bits;
    this.count = count;
  }

  /**
   * Packs codes.
   *
   * @param codes each below 2^bits, as unsigned bytes
   * @param bits 1, 2, 4 or 8
   * @param owner of the arrays
   */
  public static PackedCodes of(byte[] codes, int bits, NDManager owner) {
    int each = 8 / bits;
    byte[] bytes = new byte[(codes.length + each - 1) / each];
    for (int i = 0; i < codes.length && !DryManager.is(owner); i++) {
      bytes[i / each] |= (byte) ((codes[i] & 0xff) << shift(i % each, bits));
    }
    byte[] shifts = new byte[each];
    for (int i = 0; i < each; i++) {
      shifts[i] = (byte) shift(i, bits);
    }
    return new PackedCodes(array(bytes, owner), array(shifts, owner), bits, codes.length);
  }

  /** How far a byte's number is shifted by its place. */
  static int shift(int place, int bits) {
    return 8 - bits - place * bits;
  }

  private static NDArray array(byte[] bytes, NDManager owner) {
    try (NDArray borrowed =
        owner.create(ByteBuffer.wrap(bytes), new Shape(bytes.length), DataType.UINT8)) {
      return borrowed.duplicate(); // memory of the engine's own, as in Ops
    }
  }

  /**
   * The table's value of each code, [codes].
   *
   * @param table [2^bits]
   */
  public NDArray lookUp(Ops ops, NDArray table) {
    NDArray all = ops.lookUp(packed, shifts, bits, table);
    return all.getShape().size() == count ? all : ops.slice(all, 0, 0, count);
  }

  /** The packed bytes, for saving: [⌈codes · bits / 8⌉]. */
  public NDArray packed() {
    return packed;
  }
}
