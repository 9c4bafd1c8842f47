package org.peftbench.tasks.metrics;

import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers in generated answers, read as the scripts of LLM-Adapters (Hu et al. 2023, arXiv
 * 2304.01933) read them.
 */
public final class Numbers {
  /** How far an answer may be off. */
  private static final double TOLERANCE = 1e-3;

  private static final Pattern NUMBER = Pattern.compile("-?\\p{Nd}+\\.?\\p{Nd}*");

  private Numbers() {}

  /** The last number of a text, commas taken for separators of thousands. */
  public static OptionalDouble last(String text) {
    Matcher matcher = NUMBER.matcher(text.replace(",", ""));
    OptionalDouble last = OptionalDouble.empty();
    while (matcher.find()) {
      last = OptionalDouble.of(Double.parseDouble(ascii(matcher.group())));
    }
    return last;
  }

  /** Whether the last number of a text is the right one; a text without any is wrong. */
  public static boolean isRight(double gold, String text) {
    OptionalDouble number = last(text);
    return number.isPresent() && Math.abs(gold - number.getAsDouble()) <= TOLERANCE;
  }

  /** Decimal digits of any script as Java's parser wants them. */
  private static String ascii(String number) {
    StringBuilder ascii = new StringBuilder(number.length());
    number
        .codePoints()
        .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
        .forEach(ascii::appendCodePoint);
    return ascii.toString();
  }
}
