package org.peftbench.tasks.dataroot;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** The database that reads tables: in memory, one thread, nothing from the network. */
final class DuckDb {
  private DuckDb() {}

  /**
   * A fresh database.
   *
   * @param streams whether a result is computed as it is read; an error late in a file then ends it
   *     quietly, rows missing, where a whole one throws
   */
  static Connection open(boolean streams) throws SQLException {
    Properties settings = new Properties();
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    settings.setProperty("jdbc_stream_results", Boolean.toString(streams));
    settings.setProperty("threads", "1");
    settings.setProperty("memory_limit", "1GB");
    return DriverManager.getConnection("jdbc:duckdb:", settings);
  }
}
