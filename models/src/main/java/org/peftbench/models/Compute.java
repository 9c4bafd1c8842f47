package org.peftbench.models;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import org.jspecify.annotations.Nullable;
import org.peftbench.models.ops.DryManager;
import org.peftbench.models.ops.Ledger;
import org.peftbench.results.base.UserError;

/** Where a network computes and in which numeric type; or that it only keeps books. */
public final class Compute {
  private final DataType dtype;
  private final Device device;
  private final @Nullable Ledger ledger;

  private Compute(DataType dtype, Device device, @Nullable Ledger ledger) {
    this.dtype = dtype;
    this.device = device;
    this.ledger = ledger;
  }

  /** On the processor. */
  public static Compute of(DataType dtype) {
    return on(Device.cpu(), dtype);
  }

  /** On a device, which has to be there. */
  public static Compute on(Device device, DataType dtype) {
    return new Compute(dtype, device, null);
  }

  /**
   * The same by the device's name.
   *
   * @param device {@code gpu:0}; null for the processor
   * @throws UserError if it isn't there, or the engine can't use it
   */
  public static Compute on(@Nullable String device, DataType dtype) {
    require(device);
    return on(device(device), dtype);
  }

  /**
   * Puts a number on a device, to see whether it can be used.
   *
   * @param device {@code gpu:0}; null for the processor
   * @throws UserError if it isn't there, or the engine can't use it
   */
  public static void require(@Nullable String device) {
    if (device == null) {
      return;
    }
    try (NDManager manager = NDManager.newBaseManager(device(device), "PyTorch")) {
      manager.zeros(new Shape(1)).close();
    } catch (RuntimeException e) { // the engine's own say, whatever it is
      throw new UserError(
              "device %s is not there, or the engine here can't use it: take cpu, or name an engine"
                  + " for it with PYTORCH_LIBRARY_PATH",
              device)
          .withCause(e);
    }
  }

  /**
   * A device by its name, wherever it may be.
   *
   * @param name {@code gpu:0}; null for the processor
   */
  public static Device device(@Nullable String name) {
    return name == null
        ? Device.cpu()
        : Device.gpu(Integer.parseInt(name.substring("gpu:".length())));
  }

  /** Nowhere: weights are not read, and the ledger books what would be held and computed. */
  public static Compute dry(DataType dtype, Ledger ledger) {
    return new Compute(dtype, Device.cpu(), ledger);
  }

  /** The numeric type of weights and computation. */
  public DataType dtype() {
    return dtype;
  }

  /** Whether there are no numbers. */
  public boolean isDry() {
    return ledger != null;
  }

  /** An owner of arrays there. */
  NDManager newManager() {
    return ledger == null ? NDManager.newBaseManager(device, "PyTorch") : DryManager.over(ledger);
  }
}
