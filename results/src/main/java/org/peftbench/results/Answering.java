package org.peftbench.results;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** How an answer is drawn from a language model by a prompt. */
public enum Answering {
  /** The candidate of the largest log-likelihood. */
  @JsonProperty("likelihood")
  LIKELIHOOD,
  /** The candidate of the largest log-likelihood a character. */
  @JsonProperty("likelihood-by-length")
  LIKELIHOOD_BY_LENGTH,
  /** What the model writes. */
  @JsonProperty("generation")
  GENERATION;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
