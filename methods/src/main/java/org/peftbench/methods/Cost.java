package org.peftbench.methods;

import java.util.List;
import java.util.function.Function;
import org.peftbench.models.Site;

/**
 * What a method costs on a backbone.
 *
 * @param trained parameters that the optimizer moves
 * @param rememberedBytes of what is saved with them, untrained; numbers in single precision
 * @param multiplyAdds of a token's way through the network beyond the frozen network's own, as long
 *     as nothing is merged: products with matrices and vectors; factors that are constants, and
 *     what all tokens of a batch share, don't count
 * @param mergeable whether it folds into the frozen weights, after which a token costs nothing more
 */
public record Cost(long trained, long rememberedBytes, long multiplyAdds, boolean mergeable) {
  /** Nothing trained, nothing computed. */
  public static final Cost NONE = new Cost(0, 0, 0, true);

  /** A cost of what folds into the weights. */
  public static Cost merging(long trained, long multiplyAdds) {
    return new Cost(trained, 0, multiplyAdds, true);
  }

  /** A cost of what stays beside the weights. */
  public static Cost staying(long trained, long multiplyAdds) {
    return new Cost(trained, 0, multiplyAdds, false);
  }

  /** The sum over sites. */
  public static Cost of(List<Site> sites, Function<Site, Cost> cost) {
    return sites.stream().map(cost).reduce(NONE, Cost::plus);
  }

  /** Both together; mergeable if both are. */
  public Cost plus(Cost other) {
    return new Cost(
        trained + other.trained,
        rememberedBytes + other.rememberedBytes,
        multiplyAdds + other.multiplyAdds,
        mergeable && other.mergeable);
  }

  /** The same with more numbers to save, in single precision. */
  public Cost remembering(long numbers) {
    return rememberingBytes(Float.BYTES * numbers);
  }

  /** The same with more bytes to save. */
  public Cost rememberingBytes(long bytes) {
    return new Cost(trained, rememberedBytes + bytes, multiplyAdds, mergeable);
  }
}
