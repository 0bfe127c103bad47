// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Which version of the schema a store has. A table or a column more is no new version, as {@link
 * DayTables} makes what is missing; what an older hub would read wrongly is one.
 */
final class Schema {

  static final int VERSION = 2;

  private Schema() {}

  static void prepare(Writer writer) throws SQLException, StoreException {
    writer.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)");
    int found = version(writer.connection());
    if (found > VERSION) {
      throw new StoreException(
          "the store has schema version "
              + found
              + " of a later hub, and this one knows up to "
              + VERSION,
          null);
    }
    if (found == VERSION) {
      return;
    }
    writer.transaction(
        () -> {
          if (found == 1) {
            divideByDay(writer);
          }
          writer.execute("DELETE FROM schema_version");
          writer.execute("INSERT INTO schema_version VALUES (" + VERSION + ")");
        });
  }

  /** Version 1 had one table of each kind. */
  private static void divideByDay(Writer writer) throws SQLException {
    System.out.println("mcp-otel-hub divides its store by day, once; this takes a while");
    for (Table table : Table.values()) {
      String old = table.sqlName();
      String day = "CAST(coalesce(received, time, now()::TIMESTAMP) AS DATE)";
      for (LocalDate each : days(writer.connection(), old, day)) {
        writer.execute(
            "CREATE TABLE "
                + DayTables.name(table, each)
                + " AS SELECT * FROM "
                + old
                + " WHERE "
                + day
                + " = DATE '"
                + each
                + "'");
      }
      writer.execute("DROP TABLE IF EXISTS " + old);
    }
  }

  private static List<LocalDate> days(Connection connection, String table, String day)
      throws SQLException {
    List<LocalDate> days = new ArrayList<>();
    try (Statement statement = connection.createStatement()) {
      try (ResultSet found =
          statement.executeQuery(
              "SELECT 1 FROM duckdb_tables() WHERE table_name = '" + table + "'")) {
        if (!found.next()) {
          return days;
        }
      }
      try (ResultSet found = statement.executeQuery("SELECT DISTINCT " + day + " FROM " + table)) {
        while (found.next()) {
          days.add(found.getObject(1, LocalDate.class));
        }
      }
    }
    return days;
  }

  private static int version(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("SELECT max(version) FROM schema_version")) {
      result.next();
      return result.getInt(1);
    }
  }
}
