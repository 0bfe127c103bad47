// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Rows on their way into the database and out of it. */
final class Rows {

  private Rows() {}

  static void append(DuckDBConnection connection, String name, List<Row> rows) throws SQLException {
    List<Column> columns = rows.get(0).table().columns();
    try (DuckDBAppender appender = connection.createAppender("main", name)) {
      for (Row row : rows) {
        appender.beginRow();
        for (int i = 0; i < columns.size(); i++) {
          append(appender, columns.get(i).type(), row.value(i));
        }
        appender.endRow();
      }
    }
  }

  static List<Map<String, Object>> of(ResultSet result) throws SQLException {
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
}
