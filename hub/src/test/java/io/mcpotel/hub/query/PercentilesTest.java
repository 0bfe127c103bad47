// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Store;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether many calls have the percentiles that few have. */
class PercentilesTest {

  @TempDir Path folder;

  @Test
  void thoseOfClassesAreWithinOnePercentOfTheExactOnes() throws Exception {
    try (AskedHub hub = new AskedHub(folder, Instant.now())) {
      Random random = new Random(1);
      List<Row> rows = new ArrayList<>();
      for (int i = 0; i < 8_000; i++) {
        // A long tail, and two peaks such as of a cache.
        double tail = 0.001 / Math.pow(1 - random.nextDouble(), 0.8);
        double peaks = (random.nextDouble() < 0.9 ? 0.002 : 1) * (1 + random.nextDouble());
        rows.add(hub.call("shop", "tail", 100, "tail", tail).set("handler_wait", (Double) peaks));
        rows.add(
            hub.call("shop", "peaks", 100, "peaks", peaks)
                .set("response_size", (Long) (long) (tail * 1e6)));
      }
      rows.add(hub.call("shop", "zero", 100, "zero", 0));
      hub.store.append(rows);
      List<Parameter> none = List.of(Parameter.SERVICE, Parameter.TOOL, Parameter.INSTANCE);
      Asked asked = Asked.parse("service=shop", none, Instant.now());

      List<Map<String, Object>> servers = new Servers(hub.store).rows(asked, Percentiles.EXACT);
      assertSame(servers, new Servers(hub.store).rows(asked, Percentiles.APPROXIMATE), "instance");
      List<Map<String, Object>> tools = new Tools(hub.store).rows(asked, Percentiles.EXACT);
      assertSame(tools, new Tools(hub.store).rows(asked, Percentiles.APPROXIMATE), "tool");
      for (Metric metric : List.of(Metric.P50, Metric.P99, Metric.WAITING)) {
        assertSame(
            series(hub.store, asked, metric, Percentiles.EXACT),
            series(hub.store, asked, metric, Percentiles.APPROXIMATE),
            "label");
      }
    }
  }

  private static List<Map<String, Object>> series(
      Store store, Asked asked, Metric metric, Percentiles percentiles) throws Exception {
    Map<String, Object> parameters = new HashMap<>(asked.forSql());
    parameters.put("method", null);
    parameters.put("by", "tool");
    parameters.put("step", 86_400 * 365L);
    List<Map<String, Object>> rows = store.query(percentiles.in(metric.sql()), parameters);
    percentiles.add(store, metric.percentiles(parameters), rows);
    return rows;
  }

  private static void assertSame(
      List<Map<String, Object>> exact, List<Map<String, Object>> approximate, String key) {
    assertEquals(exact.size(), approximate.size());
    for (Map<String, Object> row : exact) {
      Map<String, Object> other =
          approximate.stream()
              .filter(each -> each.get(key).equals(row.get(key)))
              .findFirst()
              .orElseThrow();
      row.forEach(
          (column, value) -> {
            if (value instanceof Double number && column.matches("p.._ms|.*_p95(_ms)?|value")) {
              double allowed = number / 100 + 1e-5;
              assertEquals(number, (Double) other.get(column), allowed, () -> row + " " + column);
            }
          });
    }
  }
}
