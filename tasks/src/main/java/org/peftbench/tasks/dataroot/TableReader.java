package org.peftbench.tasks.dataroot;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import org.peftbench.results.base.Json;
import org.peftbench.results.base.UserError;

/**
 * Reads Parquet, JSON Lines, CSV and TSV.
 *
 * <p>DuckDB does the reading: in memory, without extensions from the network, and with access to
 * the one file.
 */
final class TableReader {
  private final SplitFile file;
  private final List<Column> columns;

  TableReader(SplitFile file, List<Column> columns) {
    this.file = file;
    this.columns = columns;
  }

  /** Reads the file from end to end; the number of rows. */
  int read(RowSink sink) {
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
      return rows;
    } catch (SQLException e) {
      throw DuckDbMessage.explain(file, e);
    }
  }

  private String relation(List<String> header) {
    return file.format().relation(file.path().toString(), header);
  }

  private void accept(RowSink sink, int row, ResultSet result, boolean json) throws SQLException {
    List<List<String>> cells = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      Column column = columns.get(i - 1);
      String text = result.getString(i);
      List<String> cell = text == null ? null : column.isList() ? list(text) : List.of(text);
      if (cell == null) {
        String keys = json ? result.getString(columns.size() + 1) : null;
        throw broken(row, missing(column, keys));
      }
      cells.add(cell);
    }
    try {
      sink.accept(new Row(row, columns, cells));
    } catch (IllegalArgumentException e) {
      throw broken(row, e.getMessage()).withCause(e);
    }
  }

  /** A list that DuckDB wrote as JSON. */
  private static @Nullable List<String> list(String json) {
    try {
      return JsonCells.values(Json.MAPPER.readTree(json), true);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("DuckDB wrote this as JSON: " + json, e);
    }
  }

  private UserError broken(int row, String rule) {
    return new UserError("%s: %s", LineNumbers.place(file, row), rule);
  }

  private String missing(Column column, @Nullable String keys) {
    if (file.format() != Format.JSONL) {
      return column.isList() ? column.rule() : "column '%s' is empty".formatted(column.path());
    }
    return keys == null ? "not a JSON object" : column.rule() + "; found " + keys;
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
    if (file.format() == Format.JSONL) {
      return List.of();
    }
    if (file.format() != Format.PARQUET) {
      return HeaderLine.columns(file.format(), LineNumbers.first(file));
    }
    List<String> names = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet result =
            statement.executeQuery("DESCRIBE SELECT * FROM " + relation(List.of()))) {
      while (result.next()) {
        names.add(result.getString("column_name"));
      }
    }
    return names;
  }

  private void requireColumns(List<String> found) {
    for (Column column : columns) {
      String name = column.names().get(0);
      if (Collections.frequency(found, name) != 1) {
        throw new UserError(
            "%s must have one column '%s': expected %s, found %s",
            file.path(),
            name,
            columns.stream().map(Column::path).collect(Collectors.joining(", ")),
            String.join(", ", found));
      }
      if (column.isList() && file.format() != Format.PARQUET) {
        throw new UserError("%s: %s, which this format has not", file.path(), column.rule());
      }
    }
  }

  private String tableColumns() {
    return columns.stream().map(TableReader::tableColumn).collect(Collectors.joining(", "));
  }

  private static String tableColumn(Column column) {
    String value = Format.identifier(column.names().get(0));
    for (String field : column.names().subList(1, column.names().size())) {
      value = "struct_extract(%s, %s)".formatted(value, Format.literal(field));
    }
    return "CAST(%s AS VARCHAR)".formatted(column.isList() ? "to_json(" + value + ")" : value);
  }

  /** Cells of a JSON object, those of another form as null; the object's keys at the end. */
  private String jsonColumns() {
    return columns.stream()
        .map(TableReader::jsonColumn)
        .collect(Collectors.joining(", ", "", ", array_to_string(json_keys(json), ', ') AS found"));
  }

  private static String jsonColumn(Column column) {
    String pointer =
        column.names().stream()
            .map(name -> "/" + name.replace("~", "~0").replace("/", "~1"))
            .collect(Collectors.joining());
    String form =
        column.isList()
            ? "CASE WHEN json_type(json, %1$s) = 'ARRAY' THEN CAST(json_extract(json, %1$s) AS VARCHAR) END"
            : "CASE WHEN json_type(json, %1$s) IN ('VARCHAR', 'BIGINT', 'UBIGINT', 'DOUBLE', 'BOOLEAN')"
                + " THEN json_extract_string(json, %1$s) END";
    return form.formatted(Format.literal(pointer));
  }
}
