package org.peftbench.tasks.dataroot;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
    try (Connection connection = open(true)) {
      String query = query(header(connection));
      try (Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(query)) {
        for (int row = 0; result.next(); row++) {
          if (!result.getBoolean(columns.size() + 2)) {
            return row;
          }
          accept(sink, row, result);
        }
      }
      throw lateError(query);
    } catch (SQLException e) {
      throw DuckDbMessage.explain(file, e);
    }
  }

  /**
   * The cells of the rows, those of another form as null, with the keys of a JSON object; and
   * behind the last row one that says so: a streamed result ends quietly where DuckDB fails late in
   * a file.
   */
  private String query(List<String> header) {
    boolean json = file.format() == Format.JSONL;
    String cells =
        columns.stream()
            .map(json ? TableReader::jsonColumn : TableReader::tableColumn)
            .collect(Collectors.joining(", "));
    String keys = json ? "array_to_string(json_keys(json), ', ')" : "NULL";
    return "SELECT %s, %s, true FROM %s UNION ALL SELECT %s false"
        .formatted(cells, keys, relation(header), "NULL, ".repeat(columns.size() + 1));
  }

  /** Asks again for the whole result, which tells what ended the streamed one. */
  private UserError lateError(String query) throws SQLException {
    try (Connection connection = open(false);
        Statement statement = connection.createStatement()) {
      statement.executeQuery(query).close();
    }
    return new UserError("%s changed while it was read: try again", file.path());
  }

  private String relation(List<String> header) {
    return file.format().relation(file.path().toString(), header);
  }

  private void accept(RowSink sink, int row, ResultSet result) throws SQLException {
    List<List<String>> cells = new ArrayList<>(columns.size());
    for (int i = 1; i <= columns.size(); i++) {
      Column column = columns.get(i - 1);
      String text = result.getString(i);
      List<String> cell = text == null ? null : column.isList() ? list(text) : List.of(text);
      if (cell == null) {
        throw broken(row, missing(column, result.getString(columns.size() + 1)));
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
  private Connection open(boolean streams) throws SQLException {
    Connection connection = DuckDb.open(streams);
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

  /**
   * The columns there are, with all the wanted ones among them; none for JSON, where each row has
   * its own.
   */
  private List<String> header(Connection connection) throws SQLException {
    if (file.format() == Format.JSONL) {
      return List.of();
    }
    List<String> found =
        file.format() == Format.PARQUET
            ? parquetColumns(connection)
            : HeaderLine.columns(file.format(), LineNumbers.first(file));
    requireColumns(found);
    return found;
  }

  private List<String> parquetColumns(Connection connection) throws SQLException {
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

  private static String tableColumn(Column column) {
    String value = Format.identifier(column.names().get(0));
    for (String field : column.names().subList(1, column.names().size())) {
      value = "struct_extract(%s, %s)".formatted(value, Format.literal(field));
    }
    return "CAST(%s AS VARCHAR)".formatted(column.isList() ? "to_json(" + value + ")" : value);
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
