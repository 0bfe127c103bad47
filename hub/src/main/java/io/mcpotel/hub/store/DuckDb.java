// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** The store of one machine: an embedded database in a folder. */
public final class DuckDb implements Store {

  private static final int READERS = 4;

  /** What the disk has left at least. One group and a checkpoint take less. */
  private static final long RESERVE = 256 << 20;

  private final DataFolder folder;
  private final long reserve;
  private final DuckDBConnection writer;
  private final RecentIds recent = new RecentIds(RecentIds.GENERATION);
  private final Semaphore readers = new Semaphore(READERS);

  private DuckDb(DataFolder folder, DuckDBConnection writer, long reserve) {
    this.folder = folder;
    this.reserve = reserve;
    this.writer = writer;
  }

  /** Opens what is there, or makes it; the folder is closed with the store. */
  public static DuckDb open(DataFolder folder) throws StoreException {
    return open(folder, RESERVE);
  }

  static DuckDb open(DataFolder folder, long reserve) throws StoreException {
    Properties settings = new Properties();
    settings.setProperty("memory_limit", "256MB");
    settings.setProperty("threads", "2");
    // Nothing is fetched from anywhere.
    settings.setProperty("autoinstall_known_extensions", "false");
    settings.setProperty("autoload_known_extensions", "false");
    try {
      DuckDBConnection connection =
          (DuckDBConnection)
              DriverManager.getConnection("jdbc:duckdb:" + folder.database(), settings);
      UnpackedLibrary.remove();
      Schema.prepare(connection);
      DuckDb store = new DuckDb(folder, connection, reserve);
      store.rememberLastIds();
      return store;
    } catch (SQLException e) {
      throw new StoreException("the store cannot be opened: " + e.getMessage(), e);
    }
  }

  @Override
  public void append(List<Row> rows) throws StoreException {
    Map<Table, List<Row>> byTable = new LinkedHashMap<>();
    Set<Long> fresh = new HashSet<>();
    for (Row row : rows) {
      if (!recent.contains(row.id()) && fresh.add(row.id())) {
        byTable.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row);
      }
    }
    if (byTable.isEmpty()) {
      return;
    }
    if (folder.bytesLeft() < reserve) {
      throw new StoreException(
          "the disk of " + folder + " has less than " + (reserve >> 20) + " MB left", null);
    }
    try {
      execute("BEGIN TRANSACTION");
      for (Map.Entry<Table, List<Row>> entry : byTable.entrySet()) {
        append(entry.getKey(), entry.getValue());
      }
      // The driver's own commit() says nothing of one that failed, as on a full disk.
      execute("COMMIT");
    } catch (SQLException e) {
      rollBack();
      throw new StoreException("nothing can be written: " + e.getMessage(), e);
    }
    fresh.forEach(recent::add);
  }

  @Override
  public List<Map<String, Object>> query(String text, Map<String, Object> parameters)
      throws StoreException {
    NamedSql named = NamedSql.parse(text);
    readers.acquireUninterruptibly();
    try (DuckDBConnection reader = writer.duplicate();
        PreparedStatement statement = reader.prepareStatement(named.sql())) {
      int index = 1;
      for (String name : named.names()) {
        if (!parameters.containsKey(name)) {
          throw new IllegalArgumentException("No parameter :" + name);
        }
        statement.setObject(index++, toSql(parameters.get(name)));
      }
      try (ResultSet result = statement.executeQuery()) {
        return rows(result);
      }
    } catch (SQLException e) {
      throw new StoreException("the question cannot be answered: " + e.getMessage(), e);
    } finally {
      readers.release();
    }
  }

  @Override
  public void close() {
    try {
      writer.close();
    } catch (SQLException e) {
      // What was acknowledged is in the log, which the next start reads.
    }
    folder.close();
  }

  private void append(Table table, List<Row> rows) throws SQLException {
    List<Column> columns = table.columns();
    try (DuckDBAppender appender = writer.createAppender("main", table.sqlName())) {
      for (Row row : rows) {
        appender.beginRow();
        for (int i = 0; i < columns.size(); i++) {
          append(appender, columns.get(i).type(), row.value(i));
        }
        appender.endRow();
      }
    }
  }

  private static void append(DuckDBAppender appender, Type type, Object value) throws SQLException {
    if (value == null) {
      appender.appendNull();
    } else if (type == Type.TEXT) {
      appender.append((String) value);
    } else if (type == Type.LONG) {
      appender.append(((Long) value).longValue());
    } else if (type == Type.DOUBLE) {
      appender.append(((Double) value).doubleValue());
    } else {
      appender.appendEpochMicros((Long) value);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = writer.createStatement()) {
      statement.execute(sql);
    }
  }

  private void rollBack() {
    try {
      execute("ROLLBACK");
    } catch (SQLException e) {
      // A commit that failed has ended its transaction already.
    }
  }

  /** A sender that tries again after this process was restarted is known, too. */
  private void rememberLastIds() throws SQLException {
    int each = RecentIds.GENERATION / Table.values().length;
    try (Statement statement = writer.createStatement()) {
      for (Table table : Table.values()) {
        String name = table.sqlName();
        try (ResultSet ids =
            statement.executeQuery(
                "SELECT id FROM "
                    + name
                    + " WHERE rowid > (SELECT max(rowid) FROM "
                    + name
                    + ") - "
                    + each)) {
          while (ids.next()) {
            recent.add(ids.getLong(1));
          }
        }
      }
    }
  }

  private static Object toSql(Object value) {
    return value instanceof Instant instant
        ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
        : value;
  }

  private static List<Map<String, Object>> rows(ResultSet result) throws SQLException {
    ResultSetMetaData columns = result.getMetaData();
    List<Map<String, Object>> rows = new ArrayList<>();
    while (result.next()) {
      Map<String, Object> row = new LinkedHashMap<>();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        boolean time = columns.getColumnTypeName(i).startsWith("TIMESTAMP");
        LocalDateTime at = time ? result.getObject(i, LocalDateTime.class) : null;
        row.put(
            columns.getColumnLabel(i),
            !time ? result.getObject(i) : at == null ? null : at.toInstant(ZoneOffset.UTC));
      }
      rows.add(row);
    }
    return rows;
  }
}
