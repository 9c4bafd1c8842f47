package org.peftbench.models.text;

import org.jspecify.annotations.Nullable;

/**
 * What is given to a tokenizer.
 *
 * @param first a text
 * @param second its pair, or null if there is none
 * @param special whether the tokens of the tokenizer's template are added, such as {@code [CLS]}
 */
public record TextInput(String first, @Nullable String second, boolean special) {
  /** A text with the template's tokens. */
  public static TextInput of(String text) {
    return new TextInput(text, null, true);
  }

  /** A text, or a pair, with the template's tokens. */
  public static TextInput of(String first, @Nullable String second) {
    return new TextInput(first, second, true);
  }
}
