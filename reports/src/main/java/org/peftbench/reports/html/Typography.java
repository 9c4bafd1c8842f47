package org.peftbench.reports.html;

/** Keeps together what a line break would tear apart. */
public final class Typography {
  private static final char NO_BREAK_SPACE = '\u00a0';

  private Typography() {}

  /** The text with unbreakable blanks around {@code ×} and before {@code %}. */
  public static String unbroken(String text) {
    return text.replace("× ", "×" + NO_BREAK_SPACE).replace(" %", NO_BREAK_SPACE + "%");
  }
}
