// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The vital signs of a server: of its last report, else of its last export of metrics. */
final class Vital {

  private static final double MEGABYTE = 1 << 20;

  private Vital() {}

  /**
   * Adds them to the row.
   *
   * @param report null where there is none
   */
  static void addTo(Map<String, Object> row, Map<String, Object> report, Gauges gauges) {
    Map<String, Object> told = report == null ? Map.of() : report;
    JsonNode details = Written.parse(told.get("attributes"));
    row.put(
        "active_sessions",
        whole(details.path("sessions"), gauges.total("mcp.server.active_sessions", 1)));
    row.put(
        "open_requests",
        whole(details.path("open_requests"), gauges.total("mcp.server.active_requests", 1)));
    JsonNode oldest = details.path("oldest_request_seconds");
    row.put(
        "oldest_request_seconds",
        oldest.isNumber()
            ? (Double) oldest.asDouble()
            // A report that has none says that there is none.
            : report == null ? gauges.largestNow("mcp.server.oldest_request.age") : null);
    row.put("cpu_percent", gauges.total("jvm.cpu.recent_utilization", 100));
    row.put("memory_mb", or(told.get("memory_mb"), gauges.total("jvm.memory.used", 1 / MEGABYTE)));
    row.put("uptime_seconds", or(told.get("uptime_seconds"), gauges.total("process.uptime", 1)));
    row.put("host", or(row.get("host"), text(details.path("host"))));
    row.put("sdk_version", versions(details.path("sdk_versions")));
    row.put("agent_version", or(row.get("agent_version"), text(details.path("agent_version"))));
    JsonNode server = details.path("server");
    row.put("server_name", or(row.get("server_name"), text(server.path("name"))));
    row.put("server_version", or(row.get("server_version"), text(server.path("version"))));
    row.put("reported_requests", told.get("reported_requests"));
    row.put("reported_errors", told.get("reported_errors"));
    row.put("reported_p95_ms", told.get("reported_p95_ms"));
  }

  /** Several where several applications are in one JVM. */
  static String versions(JsonNode versions) {
    List<String> texts = new ArrayList<>();
    versions.forEach(version -> texts.add(version.asText()));
    return texts.isEmpty() ? null : String.join(", ", texts);
  }

  private static Long whole(JsonNode reported, Double exported) {
    return reported.isNumber()
        ? (Long) reported.asLong()
        : exported == null ? null : (Long) Math.round(exported);
  }

  private static String text(JsonNode node) {
    return node.isTextual() ? node.asText() : null;
  }

  private static Object or(Object first, Object second) {
    return first == null ? second : first;
  }
}
