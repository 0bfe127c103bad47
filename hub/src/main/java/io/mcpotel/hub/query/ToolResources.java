// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.JsonNode;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.StoreException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What calls of tools took beside time, from the histograms that their instances export. */
final class ToolResources {

  private static final String SQL = Sql.of("tools_distributions");

  private final Map<List<Object>, Distribution> distributions = new HashMap<>();

  static ToolResources of(Store store, Map<String, Object> parameters) throws StoreException {
    Map<List<Object>, List<Map<String, Object>>> bySource = new HashMap<>();
    for (Map<String, Object> row : store.query(SQL, parameters)) {
      if (row.get("tool") != null) {
        List<Object> source =
            List.of(
                row.get("service"),
                row.get("instance"),
                row.get("metric"),
                row.get("tool"),
                String.valueOf(row.get("attributes")));
        bySource.computeIfAbsent(source, key -> new ArrayList<>()).add(row);
      }
    }
    ToolResources resources = new ToolResources();
    bySource.forEach(
        (source, rows) ->
            resources.add(List.of(source.get(0), source.get(3), source.get(2)), rows));
    return resources;
  }

  void addTo(Map<String, Object> row) {
    row.put("cpu_p95_ms", p95(row, "mcp.server.handler.cpu", 1_000));
    row.put("allocated_p95_bytes", p95(row, "mcp.server.handler.allocated", 1));
    row.put("tokens_p95", p95(row, "mcp.server.result.tokens", 1));
  }

  private Double p95(Map<String, Object> row, String metric, double factor) {
    Distribution distribution =
        distributions.get(List.of(row.get("service"), row.get("tool"), metric));
    Double percentile = distribution == null ? null : distribution.percentile(0.95);
    return percentile == null ? null : (Double) (percentile * factor);
  }

  private void add(List<Object> key, List<Map<String, Object>> rows) {
    Distribution distribution = distributions.computeIfAbsent(key, ignored -> new Distribution());
    JsonNode within = null;
    JsonNode before = null;
    for (Map<String, Object> row : rows) {
      JsonNode buckets = Written.parse(row.get("buckets"));
      boolean isWithin = "within".equals(row.get("part"));
      if ("delta".equals(row.get("temporality"))) {
        distribution.add(buckets, isWithin ? 1 : 0);
      } else if (isWithin) {
        within = buckets;
      } else {
        before = buckets;
      }
    }
    if (within != null) {
      distribution.add(within, 1);
      if (before != null && total(before) <= total(within)) {
        distribution.add(before, -1);
      }
    }
  }

  private static double total(JsonNode buckets) {
    double total = 0;
    for (JsonNode count : buckets.path("counts")) {
      total += count.asDouble();
    }
    return total;
  }
}
