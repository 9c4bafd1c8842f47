package org.peftbench.models.weights;

/** Bytes break their format; whoever knows the file turns this into an error that names it. */
final class FormatException extends Exception {
  private static final long serialVersionUID = 1L;

  FormatException(String message) {
    super(message);
  }
}
