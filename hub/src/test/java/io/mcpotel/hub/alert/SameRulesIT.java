// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.mcpotel.hub.store.ClickHouse;
import io.mcpotel.hub.store.ClickHouseServer;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.Table;
import io.mcpotel.hub.store.VariedRows;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules measure the same of what DuckDB keeps and of what ClickHouse keeps. */
@Tag("matrix")
@Tag("clickhouse")
class SameRulesIT {

  private static final List<Match> MATCHES =
      List.of(
          Match.ALL, new Match(Map.of(Label.SERVICE, "Wetter*o'clock", Label.INSTANCE, "?_2*")));

  @TempDir Path folder;

  @Test
  void eachKindOfRuleMeasuresTheSame() throws Exception {
    List<Row> rows = VariedRows.make();
    try (Store clickHouse =
            ClickHouse.open(ClickHouseServer.shared().newDatabase(), VariedRows.KEPT);
        Store duckDb = DuckDb.open(DataFolder.open(folder))) {
      duckDb.append(rows);
      clickHouse.append(rows);
      for (Kind kind : Kind.values()) {
        for (Match match : MATCHES) {
          Rule rule = rule(kind, match);
          List<Measured> expected = measured(duckDb, rule);
          List<Measured> found = measured(clickHouse, rule);
          assertEquals(expected.size(), found.size(), rule.toString());
          assertFalse(match == Match.ALL && expected.isEmpty(), rule.toString());
          for (int i = 0; i < expected.size(); i++) {
            Measured one = expected.get(i);
            Measured other = found.get(i);
            assertEquals(one.value(), other.value(), Math.abs(one.value()) * 1e-9);
            assertEquals(one.labels(), other.labels());
            assertEquals(one.summary(), other.summary());
            assertEquals(one.verdict(), other.verdict());
            assertEquals(one.server(), other.server());
          }
        }
      }
    }
  }

  @Test
  void ofMoreCallsThanFitIntoMemoryClickHousesPercentileIsNearlyExact() throws Exception {
    long micros = VariedRows.NOW.minusSeconds(60).getEpochSecond() * 1_000_000;
    List<Row> rows = new ArrayList<>();
    for (int i = 1; i <= 200; i++) {
      rows.add(
          Row.of(Table.OPERATIONS, i)
              .set("time", (Long) (micros + i))
              .set("received", (Long) (micros + i))
              .set("service", "weather")
              .set("instance", "a")
              .set("role", "server")
              .set("direction", "receive")
              .set("method", "tools/call")
              .set("duration", (Double) (i / 200.0)));
    }
    try (Store store = ClickHouse.open(ClickHouseServer.shared().newDatabase(), VariedRows.KEPT)) {
      store.append(rows);
      Rule rule = rule(Kind.P95, Match.ALL);
      double exact = new Requests(store, 200).p95(rule, VariedRows.NOW).get(0).value();
      double nearly = new Requests(store, 199).p95(rule, VariedRows.NOW).get(0).value();
      assertEquals(exact, nearly, exact / 100);
      assertNotEquals(exact, nearly);
    }
  }

  private static Rule rule(Kind kind, Match match) {
    Rule usual = kind.usual();
    return new Rule(
        usual.name(),
        kind,
        usual.threshold(),
        Duration.ofHours(1),
        Duration.ofMinutes(5),
        0.995,
        usual.holdsFor(),
        usual.keepFiringFor(),
        match,
        kind.labels(),
        1,
        usual.severity(),
        List.of());
  }

  private static List<Measured> measured(Store store, Rule rule) throws Exception {
    Instant now = VariedRows.NOW;
    return switch (rule.kind()) {
      case ERROR_RATE -> new Requests(store).errorRate(rule, now);
      case P95 -> new Requests(store).p95(rule, now);
      case BURN_RATE -> new Requests(store).burnRate(rule, now);
      case REJECTED -> new Occurrences(store).rejected(rule, now);
      case TOOL_DRIFT -> new Occurrences(store).toolDrift(rule, now);
      case ABSENT -> new Occurrences(store).absent(rule, now, now);
      case UNRESPONSIVE ->
          new Unresponsive(store)
              .measure(rule, now, now.minus(Duration.ofHours(2))).stream()
                  .sorted(Comparator.comparing(one -> one.labels().toString()))
                  .toList();
    };
  }
}
