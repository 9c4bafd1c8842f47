package org.peftbench.reports.table;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names and messages from outside, made safe to stand inside a sentence, a table or a terminal. */
public final class PlainText {
  private static final Pattern INVISIBLE = Pattern.compile("\\p{Cf}");

  private PlainText() {}

  /**
   * The text in one line. Control characters become blanks; invisible ones, such as those that turn
   * the writing direction of all that follows, are shown by their number.
   */
  public static String of(String text) {
    return INVISIBLE
        .matcher(text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "))
        .replaceAll(
            match -> Matcher.quoteReplacement("[U+%04X]".formatted(match.group().codePointAt(0))));
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
