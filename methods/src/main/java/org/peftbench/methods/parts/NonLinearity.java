package org.peftbench.methods.parts;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.Locale;
import org.peftbench.models.ops.Ops;
import org.peftbench.results.base.Names;

/** What stands between two layers, element by element. */
public enum NonLinearity {
  /** max(x, 0). */
  RELU {
    @Override
    public NDArray apply(Ops ops, NDArray x) {
      return ops.relu(x);
    }
  },
  /** Gaussian error linear unit, exact. */
  GELU {
    @Override
    public NDArray apply(Ops ops, NDArray x) {
      return ops.gelu(x);
    }
  },
  /** x · sigmoid(x). */
  SILU {
    @Override
    public NDArray apply(Ops ops, NDArray x) {
      return ops.silu(x);
    }
  },
  /** Hyperbolic tangent. */
  TANH {
    @Override
    public NDArray apply(Ops ops, NDArray x) {
      return ops.tanh(x);
    }
  };

  /** The non-linearity of that name, in lower case as in configurations. */
  public static NonLinearity named(String name) {
    return Arrays.stream(values())
        .filter(known -> known.toString().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                Names.unknown(
                    "non_linearity",
                    name,
                    Arrays.stream(values()).map(NonLinearity::toString).toList()));
  }

  public abstract NDArray apply(Ops ops, NDArray x);

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
