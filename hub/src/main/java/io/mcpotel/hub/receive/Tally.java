// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How much came in and how much was rejected, since the hub began. */
final class Tally {

  private final long[] rows = new long[Table.values().length];
  private final Map<String, Refusal> refused = new TreeMap<>();
  private long batches;

  synchronized void received(List<Row> batch) {
    batches++;
    batch.forEach(row -> rows[row.table().ordinal()]++);
  }

  /** Of a request, by what HTTP answers it with. */
  void refused(int status) {
    refused(
        switch (status) {
          case 413 -> "too_large";
          case 429 -> "full";
          case 503 -> "not_written";
          default -> "unusable";
        },
        1);
  }

  /** Parts of batches that were kept but for them. */
  void leftOut(long parts) {
    if (parts > 0) {
      refused("left_out", parts);
    }
  }

  synchronized Map<String, Object> facts() {
    Map<String, Object> received = new LinkedHashMap<>();
    received.put("batches", batches);
    for (Table table : Table.values()) {
      if (table != Table.RESOURCES) {
        received.put(table.name().toLowerCase(Locale.ROOT), rows[table.ordinal()]);
      }
    }
    List<Object> written = new ArrayList<>();
    refused.forEach(
        (reason, refusal) -> {
          Map<String, Object> one = new LinkedHashMap<>();
          one.put("reason", reason);
          one.put("count", refusal.count);
          one.put("last_time", refusal.last.toString());
          written.add(one);
        });
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("received", received);
    facts.put("refused", written);
    return facts;
  }

  private synchronized void refused(String reason, long count) {
    Refusal refusal = refused.computeIfAbsent(reason, key -> new Refusal());
    refusal.count += count;
    refusal.last = Instant.now();
  }

  private static final class Refusal {
    private long count;
    private Instant last;
  }
}
