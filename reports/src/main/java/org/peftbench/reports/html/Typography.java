package org.peftbench.reports.html;

/** Says where a line may break. */
public final class Typography {
  private static final char NO_BREAK_SPACE = '\u00a0';

  private static final char BREAK = '\u200b';

  private Typography() {}

  /** The text, which may break behind the dots of a long name. */
  public static String breakable(String text) {
    return text.replaceAll("(?<=\\p{L})\\.(?=[\\p{L}*\\d])", "." + BREAK);
  }

  /** The text with unbreakable blanks around {@code ×} and before {@code %}. */
  public static String unbroken(String text) {
    return text.replace("× ", "×" + NO_BREAK_SPACE).replace(" %", NO_BREAK_SPACE + "%");
  }
}
