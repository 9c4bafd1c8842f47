package org.peftbench.models.ops;

import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * What kernels that are there for speed are built of. Both forms have the same values and gradients
 * to rounding; dropout draws otherwise.
 */
public enum KernelForm {
  /** Functions of the TorchScript module, and oneDNN's products. */
  FUSED,
  /** Operations that an NDArray of DJL has itself. */
  PLAIN;

  /** The environment's variable that chooses one for a process and its children. */
  public static final String VARIABLE = "PEFTBENCH_KERNELS";

  /**
   * The process's form: the one that {@code PEFTBENCH_KERNELS} names, else {@link #FUSED}.
   *
   * @throws UserError if it names another
   */
  public static KernelForm chosen() {
    return named(System.getenv(VARIABLE)); // which doesn't change while a process lives
  }

  /**
   * Refuses a variable that names no form, before anything is begun.
   *
   * @throws UserError if it does
   */
  public static void check() {
    chosen();
  }

  static KernelForm named(@Nullable String name) {
    if (name == null || name.isBlank() || name.equals("fused")) {
      return FUSED;
    }
    if (name.equals("plain")) {
      return PLAIN;
    }
    throw new UserError(
        "%s must be plain or fused, got '%s': set it to one of them, or unset it for fused",
        VARIABLE, name);
  }
}
