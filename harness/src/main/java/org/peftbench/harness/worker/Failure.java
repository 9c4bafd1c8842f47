package org.peftbench.harness.worker;

import org.peftbench.results.RunStatus;
import org.peftbench.results.base.UserError;

/**
 * What a worker says of its own end.
 *
 * @param status of the record to be
 * @param message one line on why
 */
record Failure(RunStatus status, String message) {

  /** What an exception that ended a training means. */
  static Failure of(Throwable thrown) {
    if (thrown instanceof UserError complaint) {
      return new Failure(RunStatus.FAILED, String.valueOf(complaint.getMessage()));
    }
    String message = String.valueOf(thrown).replaceAll("\\s*\\R\\s*", " ");
    return new Failure(
        isLackOfMemory(thrown) ? RunStatus.OUT_OF_MEMORY : RunStatus.FAILED, message);
  }

  /** Java's own heap, libtorch's CPU allocator ("can't allocate memory") or a GPU's. */
  private static boolean isLackOfMemory(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (cause instanceof OutOfMemoryError
          || message.contains("DefaultCPUAllocator")
          || message.contains("CUDA out of memory")) {
        return true;
      }
    }
    return false;
  }
}
