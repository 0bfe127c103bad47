// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.hub.store.Row;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PercentilesTest {

  @TempDir Path folder;

  @Test
  void beyondAMillionTheyAreWithinOnePercentAndAskedInTheSameWay() throws Exception {
    try (AskedHub hub = new AskedHub(folder, Instant.now())) {
      String part = "((hash(range) % 1000003) / 1000003.0)";
      // As calls are: a long tail, and two peaks such as of a cache.
      for (String duration :
          List.of(
              "0.001 / pow(1.0000001 - " + part + ", 0.8)",
              "CASE WHEN " + part + " < 0.9 THEN 0.002 ELSE 1 END * (1 + " + part + ")")) {
        for (String quantile : List.of("0.5", "0.95", "0.99")) {
          String sql =
              "SELECT quantile_cont(v, "
                  + quantile
                  + ") AS v FROM (SELECT "
                  + duration
                  + " AS v FROM range(1200000)) AS d";
          double exact = value(hub, sql);
          assertEquals(exact, value(hub, Percentiles.APPROXIMATE.in(sql)), exact / 100, () -> sql);
        }
      }

      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        rows.add(hub.call("shop", "a", 100, "look", 0.1));
      }
      hub.store.append(rows);
      Map<String, Object> parameters = new HashMap<>();
      for (String name : List.of("service", "instance", "tool", "method", "by", "exported")) {
        parameters.put(name, null);
      }
      parameters.put("from", Instant.now().minusSeconds(3_600));
      parameters.put("to", Instant.now());
      parameters.put("step", 86_400 * 365L);
      for (String sql : List.of(Sql.of("servers"), Sql.of("tools"), Metric.P95.sql())) {
        Map<String, Object> row =
            hub.store.query(Percentiles.APPROXIMATE.in(sql), parameters).get(0);
        double p95 = (Double) row.getOrDefault("p95_ms", row.get("value"));
        assertEquals(100, p95, 1e-6, () -> sql);
      }
    }
  }

  private static double value(AskedHub hub, String sql) throws Exception {
    return (Double) hub.store.query(sql, Map.of()).get(0).get("v");
  }
}
