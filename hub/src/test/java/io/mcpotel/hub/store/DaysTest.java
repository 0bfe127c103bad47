// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of the days that are over. */
class DaysTest {

  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private final SetClock clock = new SetClock("2026-11-27T22:00:00Z");

  @Test
  void questionsOverOpenAndClosedDaysAreAnsweredAsOverOneTable() throws Exception {
    SetClock never = new SetClock("2026-11-27T22:00:00Z");
    try (DuckDb store = open(folder.resolve("days"), clock);
        DuckDb one = open(folder.resolve("one"), never)) {
      for (int day = 0; day < 4; day++) {
        List<Row> rows = new ArrayList<>(List.of(resource()));
        for (int i = 1; i <= 500; i++) {
          rows.add(operation(day * 1_000 + i, clock.instant().minusSeconds(i)));
          rows.add(span(day * 1_000 + 500 + i, "trace" + i % 50, clock.instant().minusSeconds(i)));
        }
        store.append(rows);
        one.append(rows);
        if (day < 3) {
          clock.advance(DAY);
          store.tend();
        }
      }
      assertEquals(Set.of("2026-11-27", "2026-11-28", "2026-11-29"), days(folder.resolve("days")));
      Map<String, Object> range =
          Map.of("from", Instant.parse("2026-11-27T21:55:00Z"), "to", clock.instant());
      for (String question :
          List.of(
              "SELECT tool, count(*) AS n, count(error_type) AS errors,"
                  + " quantile_cont(duration, 0.95) AS p95, min(time) AS first, max(time) AS last"
                  + " FROM operations WHERE time >= :from AND time < :to GROUP BY tool"
                  + " ORDER BY tool",
              "SELECT * FROM operations WHERE time >= :from AND time < :to AND tool = 'tool3'"
                  + " ORDER BY time DESC, id DESC LIMIT 300",
              "SELECT trace_id, time FROM spans WHERE trace_id = 'trace7' AND time >= :from"
                  + " AND time < :to ORDER BY time",
              "SELECT s.n AS n, r.attributes AS attributes FROM resources AS r JOIN (SELECT"
                  + " resource_id, count(*) AS n FROM operations WHERE time >= :from AND time < :to"
                  + " GROUP BY resource_id) AS s ON s.resource_id = r.id")) {
        List<Map<String, Object>> answer = one.query(question, range);
        assertEquals(answer, store.query(question, range));
        assertFalse(answer.isEmpty());
      }
    }
  }

  @Test
  void aClosedDayIsCompressedFilesThatOtherToolsRead() throws Exception {
    try (DuckDb store = open(folder, clock)) {
      store.append(
          List.of(operation(1, clock.instant()), operation(2, clock.instant()), resource()));
      clock.advance(DAY);
      store.tend();
    }
    Path day = folder.resolve("days/2026-11-27");
    try (Stream<Path> files = Files.list(day)) {
      assertEquals(
          Set.of(
              "operations.parquet",
              "resources.parquet",
              "calls_by_hour.parquet",
              "durations_by_hour.parquet",
              "durations_by_day.parquet",
              "tool_values_by_hour.parquet",
              "tool_values_by_day.parquet"),
          new TreeSet<>(files.map(file -> file.getFileName().toString()).toList()));
    }
    String file = "'" + day.resolve("operations.parquet") + "'";
    try (Connection other = DriverManager.getConnection("jdbc:duckdb:")) {
      assertEquals("2", first(other, "SELECT count(*) FROM " + file));
      assertEquals(
          "ZSTD", first(other, "SELECT DISTINCT compression FROM parquet_metadata(" + file + ")"));
    }
  }

  @Test
  void whatTellsOfAClosedDayOrIsSentAgainAfterItIsKeptOnce() throws Exception {
    try (DuckDb store = open(folder, clock)) {
      clock.advance(Duration.ofMinutes(115));
      store.append(List.of(operation(1, clock.instant())));
      clock.advance(Duration.ofMinutes(10));
      store.tend();
    }
    try (DuckDb store = open(folder, clock)) {
      Instant longAgo = clock.instant().minus(Duration.ofDays(25));
      store.append(List.of(operation(1, clock.instant()), operation(2, longAgo)));
      String late = "SELECT id FROM operations WHERE time <= :at";
      assertEquals(1, store.query(late, Map.of("at", longAgo)).size());
      assertEquals(Set.of(), days(folder));
      clock.advance(Duration.ofHours(1));
      store.tend();
      assertEquals(1, store.query(late, Map.of("at", longAgo)).size());
      assertEquals(2, count(store, "operations"));
      assertEquals(Set.of("2026-11-27"), days(folder));
    }
  }

  @Test
  void aDayHasTheResourcesOfItsRowsSoThatItOutlivesTheOthers() throws Exception {
    try (DuckDb store = open(folder, clock)) {
      store.append(List.of(operation(1, clock.instant()), resource()));
      clock.advance(DAY);
      store.append(List.of(operation(2, clock.instant()), resource()));
      store.tend();
      assertEquals(1, count(store, "resources"));

      store.drop(LocalDate.parse("2026-11-27"));
      assertEquals(1, count(store, "operations"));
      assertEquals(1, count(store, "resources"));
      assertThrows(IllegalArgumentException.class, () -> store.drop(LocalDate.parse("2026-11-28")));
    }
  }

  @Test
  void aClockThatIsPutBackOpensNoDayAgain() throws Exception {
    try (DuckDb store = open(folder, clock)) {
      store.append(List.of(operation(1, clock.instant())));
      clock.advance(DAY);
      store.tend();
      clock.advance(DAY.negated());
      store.append(List.of(operation(2, clock.instant())));
      store.tend();
    }
    try (DuckDb store = open(folder, clock)) {
      store.append(List.of(operation(3, clock.instant())));
      assertEquals(3, count(store, "operations"));
      assertEquals(Set.of("2026-11-27"), days(folder));
    }
  }

  static DuckDb open(Path folder, SetClock clock) throws StoreException {
    return DuckDb.open(DataFolder.open(folder), Limits.USUAL, clock);
  }

  static Row operation(long id, Instant time) {
    return Row.of(Table.OPERATIONS, id)
        .set("time", (Long) (time.toEpochMilli() * 1_000))
        .set("received", (Long) (time.toEpochMilli() * 1_000))
        .set("resource_id", (Long) 7L)
        .set("tool", "tool" + id % 7)
        .set("error_type", id % 11 == 0 ? "tool_error" : null)
        .set("duration", (Double) (id / 1000.0));
  }

  private static Row span(long id, String trace, Instant time) {
    return Row.of(Table.SPANS, id)
        .set("trace_id", trace)
        .set("time", (Long) (time.toEpochMilli() * 1_000));
  }

  static Row resource() {
    return Row.of(Table.RESOURCES, 7).set("attributes", "{}");
  }

  static long count(Store store, String table) throws StoreException {
    return (Long) store.query("SELECT count(*) AS n FROM " + table, Map.of()).get(0).get("n");
  }

  static Set<String> days(Path folder) throws Exception {
    try (Stream<Path> days = Files.list(folder.resolve("days"))) {
      return new TreeSet<>(days.map(day -> day.getFileName().toString()).toList());
    }
  }

  private static String first(Connection connection, String sql) throws Exception {
    try (ResultSet result = connection.createStatement().executeQuery(sql)) {
      assertTrue(result.next());
      return result.getString(1);
    }
  }
}
