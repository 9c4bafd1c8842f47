package org.peftbench.tasks.dataroot;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;

/** Makes one Parquet file of several, their rows one after the other. */
final class ParquetJoin {
  private ParquetJoin() {}

  static void join(List<Path> parts, Path target) throws IOException {
    String list =
        parts.stream()
            .map(part -> Format.literal(part.toString()))
            .collect(Collectors.joining(", ", "[", "]"));
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", "1GB");
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:", settings);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_parquet(%s)) TO %s (FORMAT parquet, COMPRESSION zstd)"
              .formatted(list, Format.literal(target.toString())));
    } catch (SQLException e) {
      throw new IOException("joining " + parts.size() + " Parquet files: " + e.getMessage(), e);
    }
  }
}
