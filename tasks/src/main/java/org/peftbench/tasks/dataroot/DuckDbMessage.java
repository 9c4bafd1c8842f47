package org.peftbench.tasks.dataroot;

import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peftbench.results.base.UserError;

/** Turns DuckDB's many lines about a file into one: file, line, what is wrong. */
final class DuckDbMessage {
  private static final Pattern LINE = Pattern.compile("(?i)\\bline:? (\\d+)");
  private static final Pattern JSON = Pattern.compile("in line \\d+: (.+)");
  private static final Pattern COLUMNS =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");

  private DuckDbMessage() {}

  static UserError explain(SplitFile file, SQLException e) {
    String message = String.valueOf(e.getMessage());
    Matcher line = LINE.matcher(message);
    String place = file.path() + (line.find() ? ":" + line.group(1) : "");
    return new UserError("%s: %s", place, reason(message)).withCause(e);
  }

  private static String reason(String message) {
    Matcher json = JSON.matcher(message);
    if (json.find()) {
      return "malformed JSON: " + json.group(1).replaceFirst("\\.?\\s*Try auto-.*", "");
    }
    Matcher columns = COLUMNS.matcher(message);
    if (columns.find()) {
      return "expected " + columns.group(1) + " columns, found " + columns.group(2);
    }
    // "Invalid Input Error: what is wrong", with advice on DuckDB's options in the lines below
    String first = message.lines().findFirst().orElse("can't be read");
    return first.replaceFirst("^(java\\.sql\\.\\w+: )?[A-Z][A-Za-z /]* Error: ", "");
  }
}
