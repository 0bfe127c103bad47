// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which tables a ClickHouse has, and how they become those of this hub. */
final class ClickHouseTables {

  private ClickHouseTables() {}

  /** Makes what is missing; those of a later hub are not changed. */
  static void prepare(ClickHouseHttp http, Duration retention) throws StoreException {
    Map<String, Set<String>> found = columns(http);
    if (found.containsKey(ClickHouseSchema.VERSIONS)) {
      checkVersion(http);
    } else {
      for (String statement : ClickHouseSchema.noted()) {
        http.execute(statement);
      }
    }
    for (String statement : ClickHouseSchema.missing(found, retention)) {
      http.execute(statement);
    }
    for (Table table : Table.values()) {
      keepFor(http, table, retention);
    }
  }

  /** That somebody else made them. */
  static void check(ClickHouseHttp http) throws StoreException {
    if (!columns(http).containsKey(ClickHouseSchema.VERSIONS)) {
      throw new StoreException(
          "ClickHouse at "
              + http.address()
              + " has no tables of a hub: make them with what the command clickhouse-schema prints",
          null);
    }
    checkVersion(http);
  }

  private static void checkVersion(ClickHouseHttp http) throws StoreException {
    String newest = "SELECT max(version) AS version FROM " + ClickHouseSchema.VERSIONS;
    Object found = http.rows(newest, Map.of()).get(0).get("version");
    if (found != null && (Long) found > ClickHouseSchema.VERSION) {
      throw new StoreException(
          "ClickHouse at "
              + http.address()
              + " has schema version "
              + found
              + " of a later hub, and this one knows up to "
              + ClickHouseSchema.VERSION,
          null);
    }
  }

  private static Map<String, Set<String>> columns(ClickHouseHttp http) throws StoreException {
    String all = "SELECT table, name FROM system.columns WHERE database = currentDatabase()";
    Map<String, Set<String>> columns = new HashMap<>();
    for (Map<String, Object> row : http.rows(all, Map.of())) {
      columns
          .computeIfAbsent((String) row.get("table"), table -> new HashSet<>())
          .add((String) row.get("name"));
    }
    return columns;
  }

  /** A retention that is another than that of the last start is that of the tables, too. */
  private static void keepFor(ClickHouseHttp http, Table table, Duration retention)
      throws StoreException {
    String ttl = ClickHouseSchema.ttl(retention);
    String engine =
        "SELECT engine_full AS engine FROM system.tables WHERE database = currentDatabase()"
            + " AND name = {table:String}";
    List<Map<String, Object>> found = http.rows(engine, Map.of("param_table", table.sqlName()));
    if (found.stream().noneMatch(row -> ("" + row.get("engine")).contains(ttl))) {
      http.execute("ALTER TABLE " + table.sqlName() + " MODIFY TTL " + ttl);
    }
  }
}
