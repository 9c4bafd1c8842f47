package org.peftbench.reports;

/**
 * How settings and reported state of a row were chosen. Rows are ranked and tested among those of
 * the same footing: a choice among several has had a chance that others lacked.
 */
public enum Footing {
  /** Settings as the suite gives them. */
  GIVEN(""),
  /** Settings searched for this very task, on rows cut from train. */
  SEARCHED("settings searched"),
  /** The state chosen on the very rows it is reported on, which flatters it. */
  OPTIMISTIC("state chosen on the reported rows");

  private final String words;

  Footing(String words) {
    this.words = words;
  }

  /** In words; empty for settings as they are given. */
  public String words() {
    return words;
  }

  /** What follows a table's name. */
  public String suffix() {
    return words.isEmpty() ? "" : ", " + words;
  }
}
