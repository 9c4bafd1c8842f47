package org.peftbench.harness.suite;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peftbench.results.base.UserError;

/**
 * One of several parts of a plan, for machines that share nothing but a store, if that.
 *
 * <p>A run's name decides its part, so every machine comes to the same division without asking
 * another, and a suite that grows leaves the parts of its old runs as they were. A tuned row goes
 * with all its trials to one part, which can then choose by itself.
 *
 * @param index of the part, from 1
 * @param count of the parts
 */
public record Shard(int index, int count) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");
  private static final int HEX = 16;

  /**
   * Reads {@code 3/8}.
   *
   * @throws UserError if it has another form or names a part that isn't there
   */
  public static Shard parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (matcher.matches()) {
      int index = Integer.parseInt(matcher.group(1));
      int count = Integer.parseInt(matcher.group(2));
      if (index >= 1 && index <= count) {
        return new Shard(index, count);
      }
    }
    throw new UserError("--shard must be i/n with 1 <= i <= n, for example 3/8, got '%s'", text);
  }

  /** The part of a plan. */
  public Plan of(Plan plan) {
    return new Plan(
        plan.suite(),
        plan.runs().stream().filter(run -> contains(run.spec().id())).toList(),
        plan.tuned().stream().filter(row -> contains(row.name())).toList());
  }

  private boolean contains(String name) {
    return Long.remainderUnsigned(Long.parseUnsignedLong(name, HEX), count) == index - 1;
  }

  /** How a file's name says it: {@code 3-of-8}. */
  public String words() {
    return index + "-of-" + count;
  }
}
