package org.peftbench.results.base;

import com.google.errorprone.annotations.FormatMethod;
import java.util.Locale;

/**
 * Something the user can mend: one line that names the thing, the rule and the remedy.
 *
 * <p>The command line prints the message alone and exits with status 2; every other exception is a
 * defect of peftbench and is shown with its trace.
 */
public final class UserError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error to show as it stands. */
  public UserError(String message) {
    super(oneLine(message));
  }

  /** An error to show, in the form of {@link String#format}. */
  @FormatMethod
  public UserError(String format, Object... arguments) {
    this(String.format(Locale.ROOT, format, arguments));
  }

  /** The same error with its cause, which is kept for the log only. */
  public UserError withCause(Throwable cause) {
    initCause(cause);
    return this;
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s*\\R\\s*", " ").strip();
  }
}
