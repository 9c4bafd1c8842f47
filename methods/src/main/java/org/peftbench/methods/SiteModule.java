package org.peftbench.methods;

import org.jspecify.annotations.Nullable;
import org.peftbench.models.Linear;
import org.peftbench.models.Taps;
import org.peftbench.models.ops.Ops;

/** What a method puts in the place of one linear map. */
public interface SiteModule extends Taps.LinearTap {
  /**
   * The plain linear map that computes the same, in the scope of {@code ops}; null where there is
   * none.
   */
  default @Nullable Linear merge(Ops ops, Linear base) {
    return null;
  }
}
