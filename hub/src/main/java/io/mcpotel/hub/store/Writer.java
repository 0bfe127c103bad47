// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/** The one connection that writes. Whoever writes holds its monitor. */
final class Writer {

  private final DuckDBConnection connection;

  Writer(DuckDBConnection connection) {
    this.connection = connection;
  }

  DuckDBConnection connection() {
    return connection;
  }

  DuckDBConnection reader() throws SQLException {
    return connection.duplicate();
  }

  /** All of this work, or nothing of it. */
  synchronized void transaction(Work work) throws SQLException {
    try {
      execute("BEGIN TRANSACTION");
      work.run();
      // The driver's own commit() says nothing of one that failed, as on a full disk.
      execute("COMMIT");
    } catch (SQLException | RuntimeException | Error e) {
      rollBack();
      throw e;
    }
  }

  synchronized void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  synchronized void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      // What was acknowledged is in the log, which the next start reads.
    }
  }

  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // A commit that failed has ended its transaction already.
    }
  }

  interface Work {
    void run() throws SQLException;
  }
}
