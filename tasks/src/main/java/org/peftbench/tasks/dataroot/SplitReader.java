package org.peftbench.tasks.dataroot;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.peftbench.results.base.UserError;

/**
 * Reads the wanted columns of a split, in the file's order.
 *
 * <p>DuckDB does the reading: in memory, without extensions from the network, and with access to
 * the one file.
 */
public final class SplitReader {
  private final SplitFile file;
  private final List<String> columns;

  /** A reader of some of a file's columns. */
  public SplitReader(SplitFile file, List<String> columns) {
    this.file = file;
    this.columns = List.copyOf(columns);
  }

  /** Takes the rows, one at a time. */
  @FunctionalInterface
  public interface RowSink {
    /**
     * Takes a row.
     *
     * @param values the wanted columns as text; none is null
     * @throws IllegalArgumentException with the rule that the row breaks
     */
    void accept(int row, List<String> values);
  }

  /**
   * Reads the file from end to end.
   *
   * @return the number of rows, at least 1
   * @throws UserError if the file isn't of its format, lacks a column or breaks a rule of the sink;
   *     file and line are named
   */
  public int read(RowSink sink) {
    if (file.path().toFile().length() == 0) {
      throw new UserError("%s has no rows", file.path());
    }
    try (Connection connection = open()) {
      List<String> header = header(connection);
      boolean json = file.format() == Format.JSONL;
      if (!json) {
        requireColumns(header);
      }
      String query =
          "SELECT %s FROM %s".formatted(json ? jsonColumns() : tableColumns(), relation(header));
      int rows = 0;
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(query)) {
        while (result.next()) {
          accept(sink, rows, result, json);
          rows++;
        }
      }
      if (rows == 0) {
        throw new UserError("%s has no rows", file.path());
      }
      return rows;
    } catch (SQLException e) {
      throw DuckDbMessage.explain(file, e);
    }
  }

  private String relation(List<String> header) {
    return file.format().relation(file.path().toString(), header);
  }

  private void accept(RowSink sink, int row, ResultSet result, boolean json) throws SQLException {
    List<String> values = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      String value = result.getString(i);
      if (value == null) {
        String keys = json ? result.getString(columns.size() + 1) : null;
        throw broken(row, missing(columns.get(i - 1), keys));
      }
      values.add(value);
    }
    try {
      sink.accept(row, values);
    } catch (IllegalArgumentException e) {
      throw broken(row, e.getMessage()).withCause(e);
    }
  }

  private UserError broken(int row, String rule) {
    return new UserError("%s: %s", LineNumbers.place(file, row), rule);
  }

  private String missing(String column, @Nullable String keys) {
    if (file.format() != Format.JSONL) {
      return "column '%s' is empty".formatted(column);
    }
    return keys == null
        ? "not a JSON object"
        : "'%s' must be a text or a number; found %s".formatted(column, keys);
  }

  /** The file may be opened; settings, extensions and every other file are locked. */
  private Connection open() throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    // A streamed result ends quietly where DuckDB fails late in a file; a whole one throws.
    settings.setProperty("jdbc_stream_results", "false");
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", "1GB");
    Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET allowed_paths = [" + Format.literal(file.path().toString()) + "]");
      statement.execute("SET enable_external_access = false");
      statement.execute("SET lock_configuration = true");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** The columns there are; none for JSON, where each row has its own. */
  private List<String> header(Connection connection) throws SQLException {
    return switch (file.format()) {
      case JSONL -> List.of();
      case CSV, TSV -> HeaderLine.columns(file.format(), LineNumbers.first(file));
      case PARQUET -> {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
            ResultSet result =
                statement.executeQuery("DESCRIBE SELECT * FROM " + relation(List.of()))) {
          while (result.next()) {
            names.add(result.getString("column_name"));
          }
        }
        yield names;
      }
    };
  }

  private void requireColumns(List<String> found) {
    for (String column : columns) {
      if (Collections.frequency(found, column) != 1) {
        throw new UserError(
            "%s must have one column '%s': expected %s, found %s",
            file.path(), column, String.join(", ", columns), String.join(", ", found));
      }
    }
  }

  private String tableColumns() {
    return columns.stream()
        .map(column -> "CAST(" + Format.identifier(column) + " AS VARCHAR)")
        .collect(Collectors.joining(", "));
  }

  /** Texts and numbers of a JSON object, anything else as null; the object's keys at the end. */
  private String jsonColumns() {
    return columns.stream()
        .map(column -> Format.literal("/" + column.replace("~", "~0").replace("/", "~1")))
        .map(
            pointer ->
                ("CASE WHEN json_type(json, %1$s) IN ('VARCHAR', 'BIGINT', 'UBIGINT', 'DOUBLE')"
                        + " THEN json_extract_string(json, %1$s) END")
                    .formatted(pointer))
        .collect(Collectors.joining(", ", "", ", array_to_string(json_keys(json), ', ') AS found"));
  }
}
