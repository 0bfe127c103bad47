// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How many calls a minute each server had in each of 30 equal parts of a range. Where a part is
 * longer than an hour, the calls of an hour are taken for evenly spread.
 */
record CallsPerMinute(Instant from, Instant to) {

  private static final int PARTS = 30;
  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final String CALLS = Sql.of("servers_calls");
  private static final String CALLS_BY_HOUR = Sql.of("servers_calls_by_hour");

  static double[] none() {
    return new double[PARTS];
  }

  /** By service and instance. */
  Map<List<Object>, double[]> ask(Store store, Map<String, Object> parameters)
      throws StoreException {
    Map<String, Object> all = new HashMap<>(parameters);
    all.put("range_ms", range());
    boolean byHour = range() > PARTS * HOUR;
    Map<List<Object>, double[]> calls = new HashMap<>();
    for (Map<String, Object> row : store.query(byHour ? CALLS_BY_HOUR : CALLS, all)) {
      double[] parts = calls.computeIfAbsent(LastReported.instance(row), instance -> none());
      long count = ((Number) row.get("calls")).longValue();
      if (byHour) {
        spread(count, (Instant) row.get("hour"), parts);
      } else {
        parts[(int) Math.min(PARTS - 1, (Long) row.get("part"))] += count;
      }
    }
    double minutes = range() / 60_000.0 / PARTS;
    for (double[] parts : calls.values()) {
      Arrays.setAll(parts, part -> Math.round(parts[part] / minutes * 100) / 100.0);
    }
    return calls;
  }

  private void spread(long calls, Instant hour, double[] parts) {
    double start = Math.max(0, Duration.between(from, hour).toMillis());
    double end = Math.min(range(), Duration.between(from, hour).toMillis() + HOUR);
    double length = (double) range() / PARTS;
    for (int part = (int) (start / length); part < PARTS && part * length < end; part++) {
      double within = Math.min(end, (part + 1) * length) - Math.max(start, part * length);
      parts[part] += calls * within / (end - start);
    }
  }

  private long range() {
    return Math.max(1, Duration.between(from, to).toMillis());
  }
}
