// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.StoreException;
import io.mcpotel.hub.store.Table;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A hub's store in a folder, its alerts, and somebody who is told of them. */
final class Watched implements AutoCloseable {

  static final Duration STEP = Duration.ofSeconds(15);
  private static long ids = 1;

  final FakeClock clock;
  final HeardBy heard = new HeardBy();
  final Alerts alerts;
  final DuckDb store;
  private final CommitQueue queue;
  private final Path folder;
  private final List<Rule> rules;

  Watched(Path folder, Rule... rules) throws StoreException {
    this(folder, new FakeClock(), List.of(rules));
  }

  private Watched(Path folder, FakeClock clock, List<Rule> rules) throws StoreException {
    this.folder = folder;
    this.clock = clock;
    this.rules = rules;
    DataFolder data = DataFolder.open(folder);
    store = DuckDb.open(data);
    queue = new CommitQueue(store, CommitQueue.MOST_ROWS);
    Deliveries deliveries = new Deliveries();
    alerts =
        new Alerts(
            new Memory(data.file("alerts.json")),
            store,
            new AlertHistory(queue),
            queue::lastRefused,
            rules,
            List.of(
                new Action(
                    "tell",
                    List.of(
                        new Destination("tell", heard, deliveries, clock, Duration.ofMillis(20))))),
            Duration.ofHours(4),
            deliveries,
            clock);
  }

  /** The next process on the same folder. */
  Watched restarted() throws StoreException {
    close();
    return new Watched(folder, clock, rules);
  }

  /** All rules are asked, and who is to be told has been told. */
  void look() throws InterruptedException {
    alerts.look();
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (waits() && System.nanoTime() < until) {
      Thread.sleep(5);
    }
  }

  /** Time passes, and the rules are asked as often as they usually are. */
  void pass(Duration time) throws InterruptedException {
    for (Instant end = clock.instant().plus(time); clock.instant().isBefore(end); ) {
      clock.pass(STEP);
      look();
    }
  }

  void calls(int count, int errors) throws Exception {
    calls("weather", "forecast", count, errors, "tool_error", 0.01);
  }

  void calls(String service, String tool, int count, int errors, String error, double seconds)
      throws Exception {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          row(Table.OPERATIONS, service)
              .set("role", "server")
              .set("direction", "receive")
              .set("method", "tools/call")
              .set("tool", tool)
              .set("client_name", "claude")
              .set("server_name", "The weather")
              .set("error_type", i < errors ? error : null)
              .set("duration", (Double) seconds));
    }
    append(rows);
  }

  void report(String instance, String state, String attributes) throws Exception {
    append(
        List.of(
            row(Table.REPORTS, "weather")
                .set("instance", instance)
                .set("server_id", instance)
                .set("state", state)
                .set("attributes", attributes)));
  }

  void append(Row row) throws Exception {
    append(List.of(row));
  }

  /** As all else is, by the one thread that writes. */
  private void append(List<Row> rows) throws Exception {
    queue.offer(rows).orElseThrow().get();
  }

  Row row(Table table, String service) {
    Instant now = clock.instant();
    Long micros = now.toEpochMilli() * 1_000;
    return Row.of(table, ids++)
        // The clock of who sent it is wrong.
        .set("time", (Long) (micros + 3_600_000_000L))
        .set("received", micros)
        .set("service", service)
        .set("instance", service + "-1");
  }

  List<Alert> active() {
    return alerts.memory().alerts().stream()
        .map(Status::alert)
        .filter(alert -> alert.state() != Alert.State.RESOLVED)
        .toList();
  }

  Alert only() {
    if (active().size() != 1) {
      throw new AssertionError("Not one: " + active());
    }
    return active().get(0);
  }

  /** The kept changes, the first one first, once there are so many. */
  List<Map<String, Object>> history(int count) throws Exception {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (true) {
      List<Map<String, Object>> rows =
          store.query(
              "SELECT body, attributes, service FROM events WHERE name = 'mcp.hub.alert'"
                  + " ORDER BY time, id",
              Map.of());
      if (rows.size() >= count || System.nanoTime() > until) {
        return rows;
      }
      Thread.sleep(10);
    }
  }

  @Override
  public void close() {
    alerts.close();
    queue.close();
    store.close();
  }

  private boolean waits() {
    return alerts.memory().alerts().stream()
        .anyMatch(
            status ->
                status.told().containsValue(Status.NOT_YET)
                    || status.alert().state() == Alert.State.RESOLVED && !status.told().isEmpty());
  }
}
