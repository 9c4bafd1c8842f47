package org.peftbench.methods.quantized;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.peftbench.methods.Checks;
import org.peftbench.models.Site;
import org.peftbench.models.ops.Ops;

/** Weights in NormalFloat blocks, cut row by row. */
public final class NormalFloat {
  private NormalFloat() {}

  /** Refuses a block size that a site's weight can't be cut by. */
  public static void check(String method, int blockSize, Site site) {
    Checks.divides(
        method, "block_size", blockSize, "elements of the weight", site.out() * site.in(), site);
  }

  /** The values of an array in single precision, in blocks. */
  public static Blocks round(Ops ops, NDArray weight, CodeBook book, int blockSize) {
    if (ops.isDry()) {
      return Blocks.blank(Math.toIntExact(weight.getShape().size()), book, blockSize);
    }
    return Blocks.of(ops.floatValues(weight), book, blockSize);
  }

  /**
   * Stores a weight in 4 bits.
   *
   * @param doubly whether the scales are quantised too
   * @param owner of the arrays
   */
  public static QuantizedLinear.Weight store(
      Ops ops, Site site, NDArray weight, int blockSize, boolean doubly, NDManager owner) {
    Blocks blocks = round(ops, weight, CodeBook.NORMAL_FLOAT_4, blockSize);
    StoredBlocks.Scales scales =
        doubly
            ? StoredBlocks.quantized(blocks.scales(), ops, owner)
            : StoredBlocks.plain(blocks.scales(), ops, owner);
    return weight(site, StoredBlocks.of(blocks, scales, ops, owner));
  }

  /** Stored blocks as a site's weight. */
  public static QuantizedLinear.Weight weight(Site site, StoredBlocks stored) {
    return ops -> ops.reshape(stored.values(ops), site.out(), site.in());
  }
}
