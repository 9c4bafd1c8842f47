package org.peftbench.tasks.dataroot;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;

/** Makes one Parquet file of several, their rows one after the other. */
final class ParquetJoin {
  private ParquetJoin() {}

  static void join(List<Path> parts, Path target) throws IOException {
    String list =
        parts.stream()
            .map(part -> Format.literal(part.toString()))
            .collect(Collectors.joining(", ", "[", "]"));
    try (Connection connection = DuckDb.open(false);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT * FROM read_parquet(%s)) TO %s (FORMAT parquet, COMPRESSION zstd)"
              .formatted(list, Format.literal(target.toString())));
    } catch (SQLException e) {
      throw new IOException("joining " + parts.size() + " Parquet files: " + e.getMessage(), e);
    }
  }
}
