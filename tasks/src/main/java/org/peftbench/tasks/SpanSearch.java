package org.peftbench.tasks;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * How a context is read and the answer looked for in it.
 *
 * @param overlap tokens that neighbouring windows of a long context share, where half a window is
 *     not less
 * @param longest tokens that an answer may have
 * @param candidates best spans that are kept, of which the first that holds text is the answer
 * @param nullThreshold how much better than the best span no answer must score to be given; absent
 *     where there always is an answer
 */
public record SpanSearch(
    @JsonProperty(required = true) int overlap,
    @JsonProperty(required = true) int longest,
    @JsonProperty(required = true) int candidates,
    @Nullable Double nullThreshold) {
  /** Checks the counts. */
  public SpanSearch {
    if (overlap < 0 || longest < 1 || candidates < 1) {
      throw new UserError(
          "span_search must have overlap >= 0, longest >= 1 and candidates >= 1, got %d, %d and %d",
          overlap, longest, candidates);
    }
  }
}
