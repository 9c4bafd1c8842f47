package org.peftbench.harness.train.family;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.peftbench.models.text.Encoding;
import org.peftbench.models.text.TextInput;
import org.peftbench.models.text.Tokens;

/**
 * A prompt with an answer behind it, of which the answer counts.
 *
 * @param input both, behind the tokens that the tokenizer puts before a text
 * @param answer place of the answer's first token, not 0: nothing comes before that; the input's
 *     length if there is none
 */
record PromptedAnswer(Encoding input, int answer) implements Feature {

  /** A prompt and an answer as one text, so that tokens fall as they would in it. */
  static TextInput text(String prompt, String answer) {
    return TextInput.of(prompt + answer);
  }

  /**
   * Cuts a prompt at its beginning, and an answer at its end, to what an input may have.
   *
   * @param tokens of {@link #text}
   * @param characters of the prompt
   * @param end token behind the answer, if one counts
   * @param longest tokens of the answer, its end included
   * @param maxLength tokens of the input
   */
  static PromptedAnswer of(
      Tokens tokens, int characters, OptionalInt end, int longest, int maxLength) {
    int[] own =
        IntStream.range(0, tokens.length()).filter(i -> tokens.sequences()[i] == 0).toArray();
    int prompted =
        (int) Arrays.stream(own).filter(token -> tokens.ends()[token] <= characters).count();
    int closing = end.isPresent() ? 1 : 0;
    int answered = Math.min(own.length - prompted, longest - closing);
    int[] before = before(tokens);
    int room = maxLength - before.length - closing - answered;
    int kept = Math.max(0, Math.min(prompted, room));
    IntStream places =
        IntStream.concat(
            Arrays.stream(before), Arrays.stream(own, prompted - kept, prompted + answered));
    long[] ids =
        IntStream.concat(places.map(place -> tokens.ids()[place]), end.stream())
            .asLongStream()
            .toArray();
    int answer = Math.max(1, before.length + kept);
    return new PromptedAnswer(new Encoding(ids, new long[ids.length]), answer);
  }

  /** The template's tokens that stand before a text's own. */
  private static int[] before(Tokens tokens) {
    int first = tokens.count(0) == 0 ? tokens.length() : tokens.first(0);
    return IntStream.range(0, first).toArray();
  }

  @Override
  public List<Encoding> inputs() {
    return List.of(input);
  }

  /** The answer's tokens. */
  @Override
  public int terms() {
    return input.length() - answer;
  }
}
