package org.peftbench.methods.parts;

/** Where an adapter stands to the sub-layer whose result it changes. */
public enum Insertion {
  /** Reads the result. */
  AFTER,
  /** Reads the result as the backbone hands it on: with the residual added, normalised. */
  AFTER_NORM,
  /** Reads what enters the sub-layer. */
  BESIDE
}
