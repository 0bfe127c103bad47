// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.util.Map;

/** What an instance exported last, by the name of the metric. */
record Gauges(Map<String, Map<String, Object>> rows) {

  Map<String, Object> of(String metric) {
    return rows.get(metric);
  }

  Double total(String metric, double factor) {
    Map<String, Object> row = rows.get(metric);
    return row == null || row.get("total") == null
        ? null
        : (Double) ((Double) row.get("total") * factor);
  }

  /** The largest one of those that were in the last export; it may have left it out. */
  Double largestNow(String metric) {
    Map<String, Object> row = rows.get(metric);
    Map<String, Object> last = rows.get("mcp.server.state");
    return row == null || last == null || !row.get("time").equals(last.get("time"))
        ? null
        : (Double) row.get("largest");
  }
}
