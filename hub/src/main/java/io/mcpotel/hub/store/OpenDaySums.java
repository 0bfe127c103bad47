// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.List;

/**
 * What the operations of an open day add up to, but for the latest: tables that grow in steps, so
 * that a question reads few rows one by one. How far they go is a number of rows, as nothing is
 * ever deleted from the table of a day: its row ids begin with zero and have no gaps.
 */
final class OpenDaySums {

  /** A step is made of no fewer rows. */
  static final int STEP = 100_000;

  private static final String ROWS = "added_up";

  private final Writer writer;
  private final int step;
  private boolean failing;

  OpenDaySums(Writer writer, int step) throws SQLException {
    this.writer = writer;
    this.step = step;
    writer.execute("CREATE TABLE IF NOT EXISTS " + ROWS + " (day DATE, rows BIGINT)");
  }

  /** SQL of what a view has of an open day. */
  static List<String> parts(Connection connection, Rollup rollup, LocalDate day)
      throws SQLException {
    long rows = rows(connection, day);
    String operations = DayTables.name(Table.OPERATIONS, day);
    if (rows == 0) {
      return List.of(rollup.single(operations));
    }
    return List.of(
        rollup.single("(SELECT * FROM " + operations + " WHERE rowid >= " + rows + ") AS latest"),
        "SELECT * FROM " + DayTables.name(rollup, day));
  }

  /**
   * Makes a step, if there are enough rows for one. The writer goes on but while the views change,
   * which is a part of the same transaction.
   */
  void grow(LocalDate day, Work changeViews) {
    try (Connection connection = writer.reader()) {
      long from = rows(connection, day);
      String operations = DayTables.name(Table.OPERATIONS, day);
      // None where there were gaps after all. In one question, as rows come in meanwhile.
      String all =
          "SELECT CASE WHEN max(rowid) + 1 = count(*) THEN count(*) END FROM " + operations;
      long to = number(connection, all);
      if (to - from < step) {
        return;
      }
      String rows = " WHERE rowid >= " + from + " AND rowid < " + to;
      execute(connection, "BEGIN TRANSACTION");
      for (Rollup rollup : Rollup.values()) {
        String name = DayTables.name(rollup, day);
        String sums = rollup.addedUp("(SELECT * FROM " + operations + rows + ") AS fresh");
        boolean isFirst = from == 0;
        execute(
            connection,
            isFirst ? "CREATE TABLE " + name + " AS " + sums : "INSERT INTO " + name + " " + sums);
      }
      execute(connection, "DELETE FROM " + ROWS + " WHERE day = DATE '" + day + "'");
      execute(connection, "INSERT INTO " + ROWS + " VALUES (DATE '" + day + "', " + to + ")");
      synchronized (writer) {
        changeViews.on(connection);
        execute(connection, "COMMIT");
      }
      failing = false;
    } catch (SQLException e) {
      // Questions read rows instead; the connection that is closed has rolled back.
      if (!failing) {
        failing = true;
        System.err.println("[mcp-otel-hub] Today's operations are not added up: " + e.getMessage());
      }
    }
  }

  /** In a transaction of the writer's. */
  void drop(LocalDate day) throws SQLException {
    for (Rollup rollup : Rollup.values()) {
      writer.execute("DROP TABLE IF EXISTS " + DayTables.name(rollup, day));
    }
    writer.execute("DELETE FROM " + ROWS + " WHERE day = DATE '" + day + "'");
  }

  private static long rows(Connection connection, LocalDate day) throws SQLException {
    return number(
        connection,
        "SELECT coalesce(max(rows), 0) FROM " + ROWS + " WHERE day = DATE '" + day + "'");
  }

  private static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getLong(1);
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** What is done on a connection. */
  interface Work {
    void on(Connection connection) throws SQLException;
  }
}
