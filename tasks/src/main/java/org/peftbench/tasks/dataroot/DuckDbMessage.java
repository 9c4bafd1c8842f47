package org.peftbench.tasks.dataroot;

import java.sql.SQLException;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.peftbench.results.base.UserError;

/** Turns DuckDB's many lines about a file into one: file, line, what is wrong. */
final class DuckDbMessage {
  private static final Pattern CSV_LINE = Pattern.compile("CSV Error on Line: (\\d+)");
  private static final Pattern JSON = Pattern.compile("in line \\d+: (.+)");
  private static final Pattern COLUMNS =
      Pattern.compile("Expected Number of Columns: (\\d+) Found: (\\d+)");
  private static final Pattern UNICODE = Pattern.compile("(?i)not utf-8|invalid unicode");

  private DuckDbMessage() {}

  static UserError explain(SplitFile file, SQLException e) {
    String message = String.valueOf(e.getMessage());
    OptionalInt line = line(file, message);
    String place = file.path() + (line.isPresent() ? ":" + line.getAsInt() : "");
    return new UserError("%s: %s", place, reason(file, message)).withCause(e);
  }

  private static OptionalInt line(SplitFile file, String message) {
    if (file.format() == Format.JSONL) {
      return LineNumbers.malformedJson(file);
    }
    Matcher line = CSV_LINE.matcher(message);
    return line.find() ? OptionalInt.of(Integer.parseInt(line.group(1))) : OptionalInt.empty();
  }

  private static String reason(SplitFile file, String message) {
    Matcher json = JSON.matcher(message);
    if (json.find()) {
      return "malformed JSON: " + json.group(1).replaceFirst("\\. .*|\\.?\\s*$", "");
    }
    Matcher columns = COLUMNS.matcher(message);
    if (columns.find()) {
      return "expected " + columns.group(1) + " columns, found " + columns.group(2);
    }
    if (UNICODE.matcher(message).find()) {
      return "the text is not UTF-8";
    }
    if (CSV_LINE.matcher(message).find()) {
      return message.contains("unterminated quote")
          ? "a quotation mark is never closed, or text follows a closed one"
          : "malformed row";
    }
    // "Invalid Input Error: what is wrong with 'path'", with advice in the lines below
    String first = message.lines().findFirst().orElse("can't be read");
    return first
        .replaceFirst("^(java\\.sql\\.\\w+: )?[A-Z][A-Za-z /]* Error: ", "")
        .replace("'" + file.path() + "' ", "")
        .replace(" '" + file.path() + "'", "")
        .strip();
  }
}
