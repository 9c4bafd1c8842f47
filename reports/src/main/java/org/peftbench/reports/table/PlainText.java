package org.peftbench.reports.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and messages from outside, made safe to stand inside a sentence, a table or a terminal. */
public final class PlainText {
  private static final int LONGEST = 2000;
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

  private PlainText() {}

  /**
   * The text in one line, cut after two thousand characters. Control characters become blanks;
   * invisible ones, such as those that turn the writing direction of all that follows, are shown by
   * their number.
   */
  public static String of(String text) {
    return visible(shortened(text).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "));
  }

  /** Several lines, made safe likewise but for their ends. */
  public static String lines(String text) {
    return visible(text.replaceAll("\\R", "\n").replaceAll("[\\p{Cntrl}&&[^\n]]+", " "));
  }

  private static String visible(String text) {
    return INVISIBLE
        .matcher(text)
        .replaceAll(
            match -> Matcher.quoteReplacement("[U+%04X]".formatted(match.group().codePointAt(0))));
  }

  private static String shortened(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST;
    return text.substring(0, end) + "… (" + Figures.count(text.length()) + " characters)";
  }

  /** A JSON text of the same meaning, its lines kept, with invisible characters escaped. */
  public static String json(String json) {
    return INVISIBLE
        .matcher(json)
        .replaceAll(match -> Matcher.quoteReplacement(escapes(match.group())));
  }

  private static String escapes(String characters) {
    return characters.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining());
  }
}
