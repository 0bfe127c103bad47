// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The store of a fleet: a database of a ClickHouse, which several hubs may share. What is sent
 * again has the id that it had, so that it is told once, whichever hub it is sent to.
 */
public final class ClickHouse implements Store {

  /** Of one request, whose text is in memory. */
  private static final int MOST_ROWS = 5_000;

  private final ClickHouseHttp http;
  private final boolean readOnly;
  private final Clock clock;
  private final Readers readers = new Readers();

  /** What need not be written again; ClickHouse itself sees to it that it counts once. */
  private final Seen seen = new Seen();

  private LocalDate seenOn;

  private ClickHouse(ClickHouseHttp http, boolean readOnly, Clock clock) {
    this.http = http;
    this.readOnly = readOnly;
    this.clock = clock;
  }

  /** Opens what is there, or makes it. */
  public static ClickHouse open(ClickHouseAddress address, Duration retention)
      throws StoreException {
    ClickHouseHttp http = new ClickHouseHttp(address);
    ClickHouseTables.prepare(http, retention);
    return new ClickHouse(http, false, Clock.systemUTC());
  }

  /** Opens what somebody else fills. */
  public static ClickHouse openReadOnly(ClickHouseAddress address) throws StoreException {
    ClickHouseHttp http = new ClickHouseHttp(address);
    ClickHouseTables.check(http);
    return new ClickHouse(http, true, Clock.systemUTC());
  }

  @Override
  public synchronized void append(List<Row> rows) throws StoreException {
    if (readOnly) {
      throw new StoreException("this hub only reads", null);
    }
    Map<Table, List<Row>> byTable = new LinkedHashMap<>();
    Set<Long> fresh = new HashSet<>();
    for (Row row : rows) {
      // It is there as long as the day on which it came in, which around midnight is one or the
      // other.
      if (row.table() == Table.RESOURCES && !row.receivedOn().equals(seenOn)) {
        seenOn = row.receivedOn();
        seen.newDay();
        fresh.clear();
      }
      if (!seen.contains(row) && fresh.add(row.id())) {
        byTable.computeIfAbsent(row.table(), table -> new ArrayList<>()).add(row);
      }
    }
    for (Map.Entry<Table, List<Row>> entry : byTable.entrySet()) {
      List<Row> all = entry.getValue();
      for (int from = 0; from < all.size(); from += MOST_ROWS) {
        insert(entry.getKey(), all.subList(from, Math.min(all.size(), from + MOST_ROWS)));
      }
    }
  }

  private void insert(Table table, List<Row> rows) throws StoreException {
    http.insert(insert(table), ClickHouseRows.written(rows));
    rows.forEach(row -> seen.add(table, row.id()));
  }

  @Override
  public List<Map<String, Object>> query(String sql, Map<String, Object> parameters)
      throws StoreException {
    ClickHouseQuestion question = ClickHouseQuestion.of(sql, parameters);
    return readers.ask(() -> http.rows(question.sql(), question.parameters()));
  }

  @Override
  public void drop(LocalDate day) throws StoreException {
    if (readOnly) {
      throw new StoreException("this hub only reads", null);
    }
    if (!day.isBefore(today())) {
      throw new IllegalArgumentException("the day " + day + " is not over");
    }
    for (Table table : Table.values()) {
      http.execute("ALTER TABLE " + table.sqlName() + " DROP PARTITION '" + day + "'");
    }
  }

  /** What it takes on the disks of this ClickHouse. */
  public long size() throws StoreException {
    Object bytes =
        query(
                "SELECT sum(bytes_on_disk) AS bytes FROM system.parts"
                    + " WHERE database = currentDatabase() AND active",
                Map.of())
            .get(0)
            .get("bytes");
    return bytes == null ? 0 : (Long) bytes;
  }

  @Override
  public void close() {
    // There is nothing to close: what was acknowledged is there.
  }

  private static String insert(Table table) {
    return table.columns().stream()
        .map(Column::name)
        .collect(
            Collectors.joining(
                ", ", "INSERT INTO " + table.sqlName() + " (", ") FORMAT JSONCompactEachRow"));
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(ZoneOffset.UTC));
  }
}
