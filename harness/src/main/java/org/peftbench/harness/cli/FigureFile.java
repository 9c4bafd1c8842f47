package org.peftbench.harness.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.peftbench.results.Metric;
import org.peftbench.results.RunRecord;
import org.peftbench.results.base.UserError;

/** Figures of runs as one table, a row a figure, for the tools of data frames. */
final class FigureFile {
  private static final String TABLE =
      "CREATE TABLE figures (run VARCHAR, task VARCHAR, backbone VARCHAR, label VARCHAR,"
          + " method VARCHAR, seed BIGINT, status VARCHAR, figure VARCHAR, value DOUBLE,"
          + " unit VARCHAR, direction VARCHAR, aggregation VARCHAR)";

  private FigureFile() {}

  /**
   * Writes them; the number of rows.
   *
   * @throws UserError if the file's ending is neither .parquet nor .csv, or it can't be written
   */
  static long write(Path file, List<RunRecord> runs) throws IOException {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (!name.endsWith(".parquet") && !name.endsWith(".csv")) {
      throw new UserError("--export must end in .parquet or .csv, got %s", file);
    }
    Path target = file.toAbsolutePath();
    Files.createDirectories(target.getParent());
    Path beside = target.resolveSibling("." + target.getFileName() + ".part");
    String form = name.endsWith(".csv") ? "(FORMAT csv, HEADER)" : "(FORMAT parquet)";
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute(TABLE);
      long rows = append(connection.unwrap(DuckDBConnection.class), runs);
      String quoted = beside.toString().replace("'", "''");
      statement.execute("COPY figures TO '" + quoted + "' " + form);
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
      return rows;
    } catch (SQLException e) {
      throw new UserError("%s can't be written: %s", file, e.getMessage()).withCause(e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static long append(DuckDBConnection connection, List<RunRecord> runs)
      throws SQLException {
    long rows = 0;
    try (DuckDBAppender appender =
        connection.createAppender(DuckDBConnection.DEFAULT_SCHEMA, "figures")) {
      for (RunRecord run : runs) {
        String id = run.spec().id();
        for (Metric metric : run.metrics()) {
          appender.beginRow();
          appender.append(id);
          appender.append(run.spec().task().name());
          appender.append(run.spec().backbone().id());
          appender.append(run.label());
          appender.append(run.spec().method().name());
          appender.append(run.spec().seed());
          appender.append(run.status().name());
          appender.append(metric.name());
          appender.append(metric.value());
          appender.append(metric.unit());
          appender.append(metric.direction().name());
          appender.append(metric.aggregation().name());
          appender.endRow();
          rows++;
        }
      }
    }
    return rows;
  }
}
