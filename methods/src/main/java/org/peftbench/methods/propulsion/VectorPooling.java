package org.peftbench.methods.propulsion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.peftbench.models.ops.Ops;

/** How several vectors of a site become one: [vectors, out] to [out]. Ones become ones. */
enum VectorPooling {
  AVERAGE {
    @Override
    NDArray pool(Ops ops, NDArray stacked) {
      return ops.mean(stacked, false, 0);
    }
  },
  MAX {
    @Override
    NDArray pool(Ops ops, NDArray stacked) {
      return ops.max(stacked, 0);
    }
  },
  MIN {
    @Override
    NDArray pool(Ops ops, NDArray stacked) {
      return ops.min(stacked, 0);
    }
  },
  /** Root of the mean square. */
  L2 {
    @Override
    NDArray pool(Ops ops, NDArray stacked) {
      return ops.sqrt(ops.mean(ops.multiply(stacked, stacked), false, 0));
    }
  },
  /** What the authors' code does. */
  PRODUCT {
    @Override
    NDArray pool(Ops ops, NDArray stacked) {
      long out = stacked.getShape().get(1);
      NDArray product = ops.ones(new Shape(out));
      for (long i = 0; i < stacked.getShape().get(0); i++) {
        product = ops.multiply(ops.reshape(ops.slice(stacked, 0, i, i + 1), out), product);
      }
      return product;
    }
  };

  abstract NDArray pool(Ops ops, NDArray stacked);

  static VectorPooling named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  static List<String> names() {
    return Arrays.stream(values()).map(p -> p.name().toLowerCase(Locale.ROOT)).toList();
  }
}
