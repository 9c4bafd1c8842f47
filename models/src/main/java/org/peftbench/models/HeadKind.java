package org.peftbench.models;

import org.jspecify.annotations.Nullable;

/** What is asked of the hidden states. */
public enum HeadKind {
  /** Classes of a whole input, or numbers for it. */
  SEQUENCE("SEQ_CLS", true, true),
  /** Classes of each token. */
  TOKEN("TOKEN_CLS", false, true),
  /** Two scores a token: that an answer begins there, and that it ends there. */
  SPAN("QUESTION_ANS", false, false),
  /** One score for a whole input, to be compared with those of other inputs. */
  CHOICE(null, true, true),
  /** The vocabulary's scores where a token is hidden. */
  MASKED_LM(null, false, false),
  /** The vocabulary's scores for the next token. */
  CAUSAL_LM("CAUSAL_LM", false, false),
  /** The vocabulary's scores for the next token of an answer to the input. */
  SEQ2SEQ_LM("SEQ_2_SEQ_LM", false, false);

  private final @Nullable String peftTask;
  private final boolean pooled;
  private final boolean dropout;

  HeadKind(@Nullable String peftTask, boolean pooled, boolean dropout) {
    this.peftTask = peftTask;
    this.pooled = pooled;
    this.dropout = dropout;
  }

  /** Hugging Face peft's {@code task_type}; null where it has none. */
  public @Nullable String peftTask() {
    return peftTask;
  }

  /** Whether it reads one vector an input, and not one a token. */
  public boolean isPooled() {
    return pooled;
  }

  /** Whether dropout stands before its linear maps. */
  public boolean hasDropout() {
    return dropout;
  }

  /** Whether the checkpoint brings its weights, frozen with the backbone's. */
  public boolean isPretrained() {
    return this == MASKED_LM || this == CAUSAL_LM || this == SEQ2SEQ_LM;
  }
}
