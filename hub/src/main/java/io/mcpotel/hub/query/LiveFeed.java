// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Tells those who look on what was just kept, and which servers are in another state than before.
 * It costs something while somebody looks on, or did so lately and may come back.
 */
public final class LiveFeed implements AutoCloseable {

  private static final long LATELY_NANOS = TimeUnit.MINUTES.toNanos(2);
  private static final int MOST_OF_A_SECOND = 500;
  private static final int MOST_IDS = 4_096;

  private final LiveEvents events = new LiveEvents(System.currentTimeMillis());
  private static final String STATES = "The servers' states are not known";

  private final Unanswered unanswered = new Unanswered();
  private final Store store;
  private final ScheduledExecutorService clock;
  private final Map<Long, Boolean> lately =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
          return size() > MOST_IDS;
        }
      };
  private Map<List<Object>, ServerState> states = new HashMap<>();
  private volatile long watched = System.nanoTime() - LATELY_NANOS;
  private long second;
  private int ofSecond;

  public LiveFeed(Store store) {
    this.store = store;
    clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "hub-live");
              thread.setDaemon(true);
              return thread;
            });
    clock.scheduleWithFixedDelay(this::tellStates, 5, 5, TimeUnit.SECONDS);
  }

  /** What is on disk now. Of the one thread that writes. */
  public void kept(List<Row> rows) {
    if (!isWatched()) {
      return;
    }
    long now = System.nanoTime() / 1_000_000_000;
    if (now != second) {
      second = now;
      ofSecond = 0;
    }
    for (Row row : rows) {
      LiveRow told = LiveRow.of(row);
      // One that is sent again is kept once.
      if (told != null && lately.put(row.id(), true) == null) {
        if (ofSecond++ < MOST_OF_A_SECOND) {
          events.add(told.type(), told.row());
        } else {
          events.skip();
        }
      }
    }
  }

  LiveEvents events() {
    return events;
  }

  /** Somebody looks on. */
  void watch() {
    watched = System.nanoTime();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }

  private boolean isWatched() {
    return System.nanoTime() - watched < LATELY_NANOS;
  }

  synchronized void tellStates() {
    if (!isWatched()) {
      return;
    }
    try {
      Instant now = Instant.now();
      Map<List<Object>, ServerState> found = LastReported.of(store, now).states(now);
      found.forEach(
          (instance, state) -> {
            ServerState before = states.get(instance);
            if (before != null && !state.isSame(before)) {
              events.add("state", row(instance, state, now));
            }
          });
      states = found;
      unanswered.isOver(STATES);
    } catch (StoreException | RuntimeException | Error e) {
      unanswered.add(STATES, e);
    }
  }

  private static Map<String, Object> row(List<Object> instance, ServerState state, Instant now) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("time", now.toString());
    row.put("service", instance.get(0));
    row.put("instance", instance.get(1));
    row.put("state", state.state());
    row.put("state_reason", state.reason());
    return row;
  }
}
