// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** How a question is asked; one that takes too long is given up, so that others get an answer. */
record Reading(int mostSeconds) {

  static final Reading USUAL = new Reading(20);

  List<Map<String, Object>> answer(
      Connection reader, NamedSql named, Map<String, Object> parameters)
      throws StoreException, SQLException {
    long began = System.nanoTime();
    try (PreparedStatement statement = reader.prepareStatement(named.sql())) {
      statement.setQueryTimeout(mostSeconds);
      int index = 1;
      for (String name : named.names()) {
        if (!parameters.containsKey(name)) {
          throw new IllegalArgumentException("No parameter :" + name);
        }
        statement.setObject(index++, toSql(parameters.get(name)));
      }
      try (ResultSet result = statement.executeQuery()) {
        return Rows.of(result);
      }
    } catch (SQLException e) {
      if (System.nanoTime() - began >= mostSeconds * 1_000_000_000L) {
        throw new TookTooLong(mostSeconds, e);
      }
      throw e;
    }
  }

  private static Object toSql(Object value) {
    return value instanceof Instant instant
        ? LocalDateTime.ofInstant(instant, ZoneOffset.UTC)
        : value;
  }
}
