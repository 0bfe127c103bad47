// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.probe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mcpotel.hub.alert.Words;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Asks servers from outside, and reports what came of it as if they had done so themselves. */
public final class Probes implements AutoCloseable {

  /** After so many in a row nobody would say that it answers. */
  private static final int UNRESPONSIVE = 3;

  private final CommitQueue queue;
  private final ScheduledExecutorService threads;

  /** Begins at once. Each has a thread, so that one that does not answer delays no other. */
  public Probes(ProbeSettings settings, CommitQueue queue) {
    this.queue = queue;
    AtomicInteger number = new AtomicInteger();
    threads =
        Executors.newScheduledThreadPool(
            settings.probes().size(),
            task -> {
              Thread thread = new Thread(task, "hub-probe-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    for (Probe probe : settings.probes()) {
      AtomicLong failures = new AtomicLong();
      threads.scheduleAtFixedRate(
          () -> ask(probe, failures), 0, probe.every().toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private void ask(Probe probe, AtomicLong failures) {
    long start = System.nanoTime();
    try {
      String server = new Client(probe).ask().orElse(null);
      failures.set(0);
      keep(probe, 0, "up", "it answered", server, start);
    } catch (Failed e) {
      long count = failures.incrementAndGet();
      keep(
          probe,
          count,
          count < UNRESPONSIVE ? "failing" : "unresponsive",
          e.getMessage(),
          null,
          start);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      // The timer would not come again.
      System.err.println("[mcp-otel-hub] The probe " + probe.name() + " failed: " + e);
    }
  }

  private void keep(
      Probe probe, long failures, String state, String reason, String server, long start) {
    Instant now = Instant.now();
    Long micros = now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000;
    ObjectNode attributes = JsonNodeFactory.instance.objectNode();
    attributes.put("interval_seconds", probe.every().toMillis() / 1_000.0);
    ObjectNode told = attributes.putObject("probe");
    told.put("failures", failures);
    told.put("duration_ms", (System.nanoTime() - start) / 1e6);
    if (server != null) {
      attributes.putObject("server").put("name", Words.name(server));
    }
    queue.offer(
        List.of(
            Row.of(Table.REPORTS, ThreadLocalRandom.current().nextLong() | 1)
                .set("time", micros)
                .set("received", micros)
                .set("service", probe.service())
                .set("instance", probe.instance())
                .set("server_id", "probe:" + probe.name())
                .set("state", state)
                .set("reason", reason)
                .set("attributes", attributes.toString())));
  }
}
