// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Which tables a store has; a store says which version of them it was made with. */
final class Schema {

  static final int VERSION = 1;

  private Schema() {}

  static void prepare(Connection connection) throws SQLException, StoreException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER)");
      int found = version(statement);
      if (found == VERSION) {
        return;
      }
      if (found != 0) {
        throw new StoreException(
            "the store has schema version " + found + ", and this hub knows " + VERSION + " only",
            null);
      }
      statement.execute("BEGIN TRANSACTION");
      for (Table table : Table.values()) {
        statement.execute(table.create());
      }
      statement.execute("INSERT INTO schema_version VALUES (" + VERSION + ")");
      statement.execute("COMMIT");
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet result = statement.executeQuery("SELECT max(version) FROM schema_version")) {
      result.next();
      return result.getInt(1);
    }
  }
}
