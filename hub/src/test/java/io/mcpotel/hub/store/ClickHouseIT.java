// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("clickhouse")
@Tag("matrix")
class ClickHouseIT {

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.MICROS);

  private ClickHouseAddress address;

  @BeforeEach
  void newDatabase() throws StoreException {
    address = ClickHouseServer.shared().newDatabase();
  }

  @Test
  void whatIsSentAgainIsThereOnceAlsoByAnotherHub() throws Exception {
    try (ClickHouse store = ClickHouse.open(address, WEEK)) {
      store.append(List.of(event(1), event(2), event(1)));
      store.append(List.of(event(2), event(3)));
      assertEquals(3, count(store));
    }
    try (ClickHouse store = ClickHouse.open(address, WEEK)) {
      store.append(List.of(event(3), event(4)));
      assertEquals(4, count(store));
    }
  }

  @Test
  void aRecordStaysWhereItsSpanTellsTheSameOperation() throws Exception {
    for (List<String> order : List.of(List.of("1.2", ""), List.of("", "1.2"))) {
      ClickHouseAddress own = ClickHouseServer.shared().newDatabase();
      for (String agent : order) {
        // Of two hubs, so that the second does not know what the first has written.
        try (ClickHouse store = ClickHouse.open(own, WEEK)) {
          store.append(
              List.of(
                  row(Table.OPERATIONS, 7, NOW)
                      .set("agent_version", agent.isEmpty() ? null : agent)));
        }
      }
      try (ClickHouse store = ClickHouse.open(own, WEEK)) {
        assertEquals(
            List.of(Map.of("agent_version", "1.2")),
            store.query("SELECT agent_version FROM operations", Map.of()));
      }
    }
  }

  @Test
  void valuesComeBackAsTheyWere() throws Exception {
    String text = "'\\ \" \t\r\n\u0001 {x:String} \u20ac \ud83d\ude00";
    try (ClickHouse store = ClickHouse.open(address, WEEK)) {
      store.append(
          List.of(
              row(Table.POINTS, Long.MIN_VALUE, NOW)
                  .set("metric", text)
                  .set("attributes", text)
                  .set("unit", "cut \ud83d")
                  .set("value", (Double) 0.1)
                  .set("sum", (Double) Double.POSITIVE_INFINITY)
                  .set("count", (Long) Long.MAX_VALUE)));
      Map<String, Object> row = store.query("SELECT * FROM points", Map.of()).get(0);
      assertEquals(Long.MIN_VALUE, row.get("id"));
      assertEquals(NOW, row.get("time"));
      assertEquals(text, row.get("metric"));
      assertEquals(text, row.get("attributes"));
      assertEquals("cut ?", row.get("unit"));
      assertEquals(0.1, row.get("value"));
      assertEquals(Long.MAX_VALUE, row.get("count"));
      assertNull(row.get("min"));
    }
  }

  @Test
  void parametersAreValuesAndNeverSql() throws Exception {
    String text = "x'); DROP TABLE events; -- \\' \\N \t\n {a:String} :b";
    Map<String, Object> parameters = new HashMap<>();
    parameters.put("text", text);
    parameters.put("nothing", null);
    parameters.put("time", NOW);
    parameters.put("whole", Long.MIN_VALUE);
    parameters.put("number", 1e-300);
    parameters.put("flag", true);
    try (ClickHouse store = ClickHouse.open(address, WEEK)) {
      Map<String, Object> row =
          store
              .query(
                  "SELECT :text AS text, :nothing AS nothing, :time AS time, :whole AS whole,"
                      + " :number AS number, :flag AS flag, :text = :text AS same",
                  parameters)
              .get(0);
      assertEquals(1L, row.remove("same"));
      assertEquals(parameters, row);
      assertThrows(IllegalArgumentException.class, () -> store.query("SELECT :missing", Map.of()));
    }
  }

  @Test
  void aDayThatIsOverIsDropped() throws Exception {
    LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    try (ClickHouse store = ClickHouse.open(address, WEEK)) {
      store.append(
          List.of(
              event(1), row(Table.EVENTS, 2, NOW.minus(Duration.ofDays(1))).set("name", "old")));
      store.drop(today.minusDays(1));
      store.drop(today.minusDays(5));
      assertEquals(1, count(store));
      assertThrows(IllegalArgumentException.class, () -> store.drop(today.plusDays(1)));
    }
  }

  @Test
  void aResourceIsThereAsLongAsWhatIsOfIt() throws Exception {
    LocalDate today = LocalDate.ofInstant(NOW, ZoneOffset.UTC);
    Instant midnight = today.atStartOfDay().toInstant(ZoneOffset.UTC);
    try (ClickHouse store = ClickHouse.open(address, WEEK)) {
      store.append(List.of(row(Table.RESOURCES, 9, midnight.minusMillis(1))));
      store.append(List.of(row(Table.RESOURCES, 9, midnight)));

      store.drop(today.minusDays(1));

      assertEquals(
          1L, store.query("SELECT count(*) AS n FROM resources", Map.of()).get(0).get("n"));
    }
  }

  @Test
  void tablesKeepForAsLongAsTheLastHubSays() throws Exception {
    ClickHouse.open(address, WEEK).close();
    try (ClickHouse store = ClickHouse.open(address, Duration.ofDays(30))) {
      Map<String, Object> one =
          store
              .query(
                  "SELECT engine_full FROM system.tables WHERE database = currentDatabase()"
                      + " AND name = 'spans'",
                  Map.of())
              .get(0);
      String days = "toIntervalSecond(" + 31 * 24 * 3600 + ")";
      assertTrue(("" + one.get("engine_full")).contains(days), one::toString);
    }
  }

  @Test
  void tablesOfAnOlderHubGetTheirColumnsAndThoseOfALaterOneAreLeftAlone() throws Exception {
    ClickHouse.open(address, WEEK).close();
    ClickHouseHttp http = new ClickHouseHttp(address);
    http.execute("ALTER TABLE events DROP COLUMN body");
    try (ClickHouse store = ClickHouse.open(address, WEEK)) {
      store.append(List.of(event(1).set("body", "b")));
      assertEquals("b", store.query("SELECT body FROM events", Map.of()).get(0).get("body"));
    }
    http.execute("INSERT INTO schema_version VALUES (99)");
    String said = failure(address);
    assertTrue(said.contains("schema version 99"), said);
  }

  @Test
  void aHubThatOnlyReadsMakesAndWritesNothing() throws Exception {
    StoreException thrown =
        assertThrows(StoreException.class, () -> ClickHouse.openReadOnly(address));
    assertTrue(thrown.getMessage().contains("clickhouse-schema"), thrown::getMessage);
    try (ClickHouse writer = ClickHouse.open(address, WEEK)) {
      writer.append(List.of(event(1)));
    }
    try (ClickHouse reader = ClickHouse.openReadOnly(address)) {
      assertEquals(1, count(reader));
      assertThrows(StoreException.class, () -> reader.append(List.of(event(2))));
      assertEquals(1, count(reader));
    }
  }

  @Test
  void whatIsWrongIsSaidWithWhatToDoAndWithoutThePassword() throws Exception {
    String url = ClickHouseServer.shared().url("nowhere");
    String wrong = failure(ClickHouseAddress.of(url, "hub", "tell-nobody"));
    assertTrue(wrong.contains("name or the password is wrong"), wrong);
    assertFalse(wrong.contains("tell-nobody"), wrong);

    String unknown = failure(ClickHouseServer.shared().address("nowhere"));
    assertTrue(unknown.contains("CREATE DATABASE nowhere"), unknown);

    String nobody = failure(ClickHouseAddress.of("http://hub:secret@127.0.0.1:1/d", null, null));
    assertTrue(nobody.contains("http://127.0.0.1:1/ cannot be reached"), nobody);
    assertFalse(nobody.contains("secret"), nobody);
  }

  private static String failure(ClickHouseAddress address) {
    return assertThrows(StoreException.class, () -> ClickHouse.open(address, WEEK)).getMessage();
  }

  private static long count(Store store) throws StoreException {
    return (Long) store.query("SELECT count(*) AS n FROM events", Map.of()).get(0).get("n");
  }

  private static Row event(long id) {
    return row(Table.EVENTS, id, NOW).set("name", "e" + id);
  }

  private static Row row(Table table, long id, Instant at) {
    Long micros = at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000;
    return Row.of(table, id)
        .set("time", micros)
        .set("received", micros)
        .set("service", "weather")
        .set("instance", "one");
  }
}
