// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after any end, and once however often it was sent. */
class KilledHubIT {

  private static final int SENDERS = 4;
  private static final int BATCH = 20;
  private static final int ACKNOWLEDGED_BEFORE_THE_END = 40;

  @TempDir Path folder;

  @Test
  void killedAgainAndAgainUnderLoadItLosesNothingAcknowledgedAndCountsNothingTwice()
      throws Exception {
    int rounds = Integer.getInteger("hub.kills");
    List<Sender> senders = new ArrayList<>();
    for (int i = 0; i < SENDERS; i++) {
      senders.add(new Sender("sender" + i));
    }
    ExecutorService threads = Executors.newFixedThreadPool(SENDERS);
    try {
      for (int round = 0; round < rounds; round++) {
        try (HubProcess hub = HubProcess.start(folder)) {
          AtomicInteger acknowledged = new AtomicInteger();
          AtomicBoolean over = new AtomicBoolean();
          List<Future<?>> running = new ArrayList<>();
          for (Sender sender : senders) {
            running.add(threads.submit(() -> sender.send(hub, acknowledged, over)));
          }
          int enough = ACKNOWLEDGED_BEFORE_THE_END + round;
          HubProcess.await(() -> acknowledged.get() >= enough);
          hub.kill();
          over.set(true);
          for (Future<?> sender : running) {
            sender.get();
          }
        }
      }
      try (HubProcess hub = HubProcess.start(folder)) {
        for (Sender sender : senders) {
          Map<String, Integer> kept = sender.kept(hub);
          assertTrue(kept.keySet().containsAll(sender.acknowledged), "Something was lost");
          kept.forEach((id, times) -> assertEquals(1, times, id));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Sends one batch after the other, and the one that was not acknowledged again. */
  private static final class Sender {

    private final String name;
    private final List<String> acknowledged = new ArrayList<>();
    private List<String> ids = List.of();
    private byte[] batch;

    Sender(String name) {
      this.name = name;
    }

    void send(HubProcess hub, AtomicInteger all, AtomicBoolean over) {
      while (!over.get()) {
        if (batch == null) {
          ids = new ArrayList<>();
          for (int i = 0; i < BATCH; i++) {
            ids.add(name + "-" + (acknowledged.size() + i));
          }
          batch = Batches.operations(name, ids).toByteArray();
        }
        try {
          if (hub.post("/v1/logs", "application/x-protobuf", batch).statusCode() == 200) {
            acknowledged.addAll(ids);
            batch = null;
            all.incrementAndGet();
          }
        } catch (UncheckedIOException e) {
          // It was killed, or is not there any more.
        }
      }
    }

    Map<String, Integer> kept(HubProcess hub) {
      Map<String, Integer> times = new HashMap<>();
      String path = "/api/v1/operations?limit=1000&from=1d&service=" + name;
      JsonNode page = hub.get(path);
      while (true) {
        page.get("operations")
            .forEach(row -> times.merge(row.get("request_id").asText(), 1, Integer::sum));
        if (page.get("next").isNull()) {
          return times;
        }
        page = hub.get(path + "&cursor=" + page.get("next").asText());
      }
    }
  }
}
