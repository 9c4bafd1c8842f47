package org.peftbench.results;

/** How a run ended. */
public enum RunStatus {
  /** It trained to the end and was scored. */
  SUCCEEDED,
  /** The loss became NaN or infinite; the curve up to there is kept. */
  DIVERGED,
  /** The worker was ended for lack of memory. */
  OUT_OF_MEMORY,
  /** Anything else that went wrong; the message says what. */
  FAILED,
  /** The user or a time limit ended it. */
  CANCELLED;

  /** Whether training the same spec again could only repeat this outcome. */
  public boolean isFinal() {
    return this == SUCCEEDED || this == DIVERGED;
  }
}
