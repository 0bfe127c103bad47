// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;

/** Writes a table of one day to a Parquet file, so that it is small and still searched fast. */
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
    if (table != Table.SPANS) {
      copy(connection, table, name, file);
      return;
    }
    try {
      // Spans are asked for by their trace; the others by time, in whose order they came.
      copy(connection, table, name + " ORDER BY trace_id, time", file);
    } catch (SQLException e) {
      // Memory or disk did not suffice to sort them; it is only faster.
      copy(connection, table, name, file);
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
  private static void copy(Connection connection, Table table, String from, Path file)
      throws SQLException {
    // Ids do not compress, and are for pages and for what is sent again.
    String columns = table == Table.SPANS || table == Table.POINTS ? "* EXCLUDE (id)" : "*";
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "COPY (SELECT "
              + columns
              + " FROM "
              + from
              + ") TO "
              + DayViews.quoted(file.toAbsolutePath().toString())
              + " (FORMAT parquet, COMPRESSION zstd, PARQUET_VERSION v2, ROW_GROUP_SIZE "
              + ROWS_OF_A_GROUP
              + ")");
    }
  }
}
