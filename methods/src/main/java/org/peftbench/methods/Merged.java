package org.peftbench.methods;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.UserError;

/** Gathers the parameters that an adaptation was folded into. */
public final class Merged {
  private Merged() {}

  /**
   * The parameters, once looked through.
   *
   * @param parameters by the checkpoint's names
   * @throws UserError if one holds NaN or infinity, with which a checkpoint would be lost for good
   */
  public static Map<String, NDArray> checked(Ops ops, Map<String, NDArray> parameters) {
    parameters.forEach(
        (name, array) -> {
          double least = ops.value(ops.sum(ops.scale(array, 0)));
          if (least != 0) { // 0 times anything but a number is not 0
            throw new UserError(
                "merged %s would hold NaN or infinite numbers: the training diverged, lower its rate",
                name);
          }
        });
    return Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
  }
}
