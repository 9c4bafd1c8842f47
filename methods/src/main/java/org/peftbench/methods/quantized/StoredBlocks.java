package org.peftbench.methods.quantized;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.peftbench.models.ops.Ops;
import org.peftbench.models.ops.PackedCodes;

/**
 * {@link Blocks} in the engine's memory.
 *
 * @param codes packed
 * @param levels of the code book, [2^bits]
 * @param scales of the blocks
 * @param size of a block
 * @param count of values
 */
public record StoredBlocks(PackedCodes codes, NDArray levels, Scales scales, int size, int count) {
  private static final int SCALES_BLOCK = 256;

  /** Makes the blocks' scales: [blocks]. */
  @FunctionalInterface
  public interface Scales {
    NDArray values(Ops ops);
  }

  /**
   * Stores blocks.
   *
   * @param scales of these blocks
   * @param ops gives the numeric type to compute in
   * @param owner of the arrays
   */
  public static StoredBlocks of(Blocks blocks, Scales scales, Ops ops, NDManager owner) {
    return new StoredBlocks(
        PackedCodes.of(blocks.codes(), blocks.book().bits(), owner),
        store(blocks.book().levels(), ops, owner),
        scales,
        blocks.size(),
        blocks.count());
  }

  /** Scales as they are. */
  public static Scales plain(float[] scales, Ops ops, NDManager owner) {
    NDArray stored = store(scales, ops, owner);
    return any -> stored;
  }

  /** Scales quantised in turn: less their mean, to 8 bits, in blocks of 256. */
  public static Scales quantized(float[] scales, Ops ops, NDManager owner) {
    double sum = 0;
    for (float scale : scales) {
      sum += scale;
    }
    float mean = (float) (sum / scales.length);
    float[] rest = new float[scales.length];
    for (int i = 0; i < rest.length; i++) {
      rest[i] = scales[i] - mean;
    }
    Blocks blocks = Blocks.of(rest, CodeBook.DYNAMIC_8, SCALES_BLOCK);
    StoredBlocks stored = of(blocks, plain(blocks.scales(), ops, owner), ops, owner);
    return use -> use.shift(stored.values(use), mean);
  }

  private static NDArray store(float[] values, Ops ops, NDManager owner) {
    return ops.keep(ops.floats(values, new Shape(values.length)), owner);
  }

  /** The values again, rounded: [count]. */
  public NDArray values(Ops ops) {
    NDArray rows = ops.reshape(codes.lookUp(ops, levels), -1, size); // [blocks, size]
    NDArray column = ops.reshape(scales.values(ops), -1, 1);
    NDArray flat = ops.reshape(ops.multiply(rows, column), -1);
    return flat.getShape().size() == count ? flat : ops.slice(flat, 0, 0, count);
  }
}
