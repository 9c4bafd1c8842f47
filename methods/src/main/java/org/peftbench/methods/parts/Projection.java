package org.peftbench.methods.parts;

import ai.djl.ndarray.NDArray;
import org.peftbench.models.ops.Ops;

/** A trained affine map: [..., in] to [..., out]. */
@FunctionalInterface
public interface Projection {
  NDArray forward(Ops ops, NDArray x);
}
