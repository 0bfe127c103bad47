// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.alert;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The servers that are heard regularly, as far as the store tells; what is new is asked for. */
final class Fleet {

  /** What was silent for longer is taken to be gone for good. */
  static final Duration REMEMBERED = Duration.ofHours(24);

  private static final Duration FIRST_LOOK = Duration.ofHours(1);

  /** What was received may wait for its commit. */
  private static final Duration COMMIT = Duration.ofMinutes(1);

  /** How long before or after its last words a server's session may have ended. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  private static final double LONGEST_SECONDS = Duration.ofDays(1).toSeconds();
  private static final int PAGE = 10_000;
  private static final int MOST = 10_000;

  private final Store store;
  private final Map<String, HeardServer> byId = bounded();
  private final Map<Map<String, String>, HeardServer> servers = bounded();
  private Instant looked;

  Fleet(Store store) {
    this.store = store;
  }

  /** Names are a sender's to choose. */
  private static <K> Map<K, HeardServer> bounded() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<K, HeardServer> eldest) {
        return size() > MOST;
      }
    };
  }

  /** Looks what is new. */
  Collection<HeardServer> at(Instant now) throws StoreException {
    Instant from = looked == null ? now.minus(FIRST_LOOK) : looked.minus(COMMIT);
    // The clock may not yet show the microsecond of what was received just now.
    Window window = new Window(from, now.plusSeconds(1));
    eachOf("reports", window, this::reported);
    eachOf("states", window, this::exported);
    window.ask(store, "goodbyes").forEach(this::ended);
    looked = now;
    servers.values().removeIf(server -> server.lastHeard().isBefore(now.minus(REMEMBERED)));
    byId.values().removeIf(server -> !servers.containsKey(server.labels()));
    return List.copyOf(servers.values());
  }

  /** What somebody claims is its interval, within reason. */
  static Duration interval(double seconds) {
    return seconds > 0 && seconds <= LONGEST_SECONDS
        ? Duration.ofMillis((long) Math.ceil(seconds * 1_000))
        : null;
  }

  private void eachOf(String file, Window window, Consumer<Map<String, Object>> with)
      throws StoreException {
    Window left = window;
    while (true) {
      List<Map<String, Object>> rows = left.ask(store, file);
      rows.forEach(with);
      Instant last = rows.isEmpty() ? null : (Instant) rows.get(rows.size() - 1).get("received");
      if (rows.size() < PAGE || !last.isAfter(left.from())) {
        return;
      }
      left = new Window(last, window.to());
    }
  }

  private void reported(Map<String, Object> row) {
    boolean isNew = !servers.containsKey(labels(row));
    HeardServer server = of(row);
    HeardServer before = byId.put((String) row.get("server_id"), server);
    if (isNew && before != null && before != server) {
      before.gone("it was started again as " + server.labels().get("instance"));
    }
    server.reported(row);
  }

  private void exported(Map<String, Object> row) {
    of(row).exported((Instant) row.get("received"), (String) row.get("state"));
  }

  private void ended(Map<String, Object> row) {
    HeardServer server = servers.get(labels(row));
    Instant ended = (Instant) row.get("ended");
    // One that reports says goodbye by that, and serves others after a session has ended.
    if (server != null
        && !server.isReported()
        && !server.lastHeard().isAfter(ended.plus(LAST_WORDS))) {
      server.gone("its process has ended");
    }
  }

  private HeardServer of(Map<String, Object> row) {
    return servers.computeIfAbsent(
        labels(row), labels -> new HeardServer(labels, (Instant) row.get("received")));
  }

  private static Map<String, String> labels(Map<String, Object> row) {
    return Window.labels(row, List.of(Label.SERVICE, Label.INSTANCE));
  }
}
