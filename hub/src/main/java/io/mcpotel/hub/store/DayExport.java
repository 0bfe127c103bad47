// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/**
 * Writes a table of one day, and what its operations add up to, to Parquet files, so that they are
 * small and still searched fast.
 */
final class DayExport {

  /** A question reads the groups that may have what it asks for, and decodes all of each. */
  private static final int ROWS_OF_A_GROUP = 40_960;

  private DayExport() {}

  /** No file where there are no rows. */
  static void write(Connection connection, Table table, LocalDate day, Path file)
      throws SQLException {
    String name = DayTables.name(table, day);
    if (isEmpty(connection, name)) {
      return;
    }
    // Ids do not compress, and are for pages and for what is sent again.
    boolean ids = table != Table.SPANS && table != Table.POINTS;
    String rows = "SELECT " + (ids ? "*" : "* EXCLUDE (id)") + " FROM " + name;
    if (table != Table.SPANS) {
      copy(connection, rows, file);
      return;
    }
    try {
      // Spans are asked for by their trace; the others by time, in whose order they came.
      copy(connection, rows + " ORDER BY trace_id, time", file);
    } catch (SQLException e) {
      // Memory or disk did not suffice to sort them; it is only faster.
      copy(connection, rows, file);
    }
  }

  /** No file where there are no operations, or no memory or disk for it: it is only faster. */
  static void write(Connection connection, Rollup rollup, LocalDate day, Path file)
      throws SQLException, IOException {
    String operations = DayTables.name(Table.OPERATIONS, day);
    if (isEmpty(connection, operations)) {
      return;
    }
    try {
      copy(connection, rollup.addedUp(operations), file);
    } catch (SQLException e) {
      Files.deleteIfExists(file);
    }
  }

  private static boolean isEmpty(Connection connection, String name) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM " + name)) {
      count.next();
      return count.getLong(1) == 0;
    }
  }

  /** By a statement of its own, as DuckDB's driver closes one that fails. */
  private static void copy(Connection connection, String rows, Path file) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY ("
              + rows
              + ") TO "
              + DayViews.quoted(file.toAbsolutePath().toString())
              + " (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE "
              + ROWS_OF_A_GROUP
              + ")");
    }
  }
}
