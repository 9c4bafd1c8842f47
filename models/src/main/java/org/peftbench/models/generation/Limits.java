package org.peftbench.models.generation;

import java.util.Set;
import org.peftbench.results.base.UserError;

/**
 * Where texts end and what they may not contain.
 *
 * @param maxNewTokens that are written at most
 * @param ends tokens that end a text; they are not part of it
 * @param noRepeatNgram length of the sequences that may not come twice in a text, what it continues
 *     included; 0 for none
 */
public record Limits(int maxNewTokens, Set<Integer> ends, int noRepeatNgram) {
  public Limits {
    if (maxNewTokens < 1) {
      throw new UserError("max_new_tokens must be >= 1, got %d", maxNewTokens);
    }
    if (noRepeatNgram < 0) {
      throw new UserError("no_repeat_ngram must be >= 0 (0 for none), got %d", noRepeatNgram);
    }
    ends = Set.copyOf(ends);
  }

  /** The same with fewer tokens if there is no room for all of them. */
  Limits within(int room) {
    return room >= maxNewTokens ? this : new Limits(room, ends, noRepeatNgram);
  }
}
