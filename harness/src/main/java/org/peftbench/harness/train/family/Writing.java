package org.peftbench.harness.train.family;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.LongStream;
import org.peftbench.models.GenerativeModel;
import org.peftbench.models.generation.Generator;
import org.peftbench.models.generation.Limits;
import org.peftbench.models.generation.Strategy;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.Tokenizer;
import org.peftbench.models.text.Tokens;
import org.peftbench.results.base.UserError;

/**
 * How a model writes answers: greedily, each token the most probable one, and at most a quarter as
 * many as it may read.
 *
 * @param tokenizer that reads what was written
 * @param ends tokens that end a text, the first one the one to train with
 * @param maxLength tokens that an input may have
 */
public record Writing(Tokenizer tokenizer, List<Integer> ends, int maxLength) {
  private static final int SHARE = 4;

  /** A word between what a template puts around it. */
  private static final int SHORTEST = 4;

  /** Copies the list. */
  public Writing {
    ends = List.copyOf(ends);
  }

  /**
   * Tokens that an answer may have, its end included.
   *
   * @throws UserError if that is next to none
   */
  public int longest() {
    if (maxLength < SHARE * SHORTEST) {
      throw new UserError(
          "max_length must be >= %d where answers are written, got %d",
          SHARE * SHORTEST, maxLength);
    }
    return maxLength / SHARE;
  }

  /** The token behind an answer in training, if the model has one. */
  OptionalInt end() {
    return ends.stream().mapToInt(Integer::intValue).findFirst();
  }

  /** An answer as long as it may be, with the token that ends it. */
  Encoding ended(Tokens tokens) {
    Encoding answer = tokens.cut(longest());
    long[] ids = answer.ids();
    boolean open = ids.length == 0 || !ends.contains((int) ids[ids.length - 1]);
    if (!open || ends.isEmpty()) {
      return answer;
    }
    long[] kept = Arrays.copyOf(ids, Math.min(ids.length, longest() - 1));
    long[] closed = LongStream.concat(LongStream.of(kept), LongStream.of(ends.get(0))).toArray();
    return new Encoding(closed, new long[closed.length]);
  }

  /** What a model writes to each text, up to the first of the texts to stop at. */
  public List<String> write(Learner learner, List<Encoding> texts, List<String> stops) {
    Generator generator =
        new Generator(
            (GenerativeModel) learner.backbone(), learner.adaptation().taps(), learner.padId());
    Limits limits = new Limits(longest(), Set.copyOf(ends), 0);
    return generator.generate(texts, limits, new Strategy.Greedy()).stream()
        .map(ids -> tokenizer.text(Arrays.stream(ids).asLongStream().toArray()))
        .map(text -> before(text, stops))
        .toList();
  }

  /** A model that goes on with a prompt begins with a blank, which is no part of the answer. */
  private static String before(String text, List<String> stops) {
    int end = text.length();
    for (String stop : stops) {
      int at = text.indexOf(stop);
      end = at >= 0 && at < end ? at : end;
    }
    return text.substring(0, end).strip();
  }
}
