// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Rows of all tables, the same ones each time: of several services and instances, with and without
 * each column, in and around an hour. No two are of one microsecond but the points of one export,
 * so that there is always one last row.
 */
public final class VariedRows {

  public static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

  /** They are of some time ago. */
  public static final Duration KEPT = Duration.ofDays(3_650);

  public static final Instant FROM = NOW.minus(Duration.ofHours(1));
  public static final String SERVICE = "Wetter ☂ o'clock";
  public static final String INSTANCE = "a-1";
  public static final String TOOL = "100%_\\sure";
  public static final String SESSION = "session-3";
  public static final String TRACE = "5b8efff798038103d269b633813fc60c";
  public static final String CLIENT = "Cli\tent \"é\"\n";

  private static final String[] SERVICES = {SERVICE, "shop", "x"};
  private static final String[] INSTANCES = {INSTANCE, "b_2", ""};
  private static final String[] TOOLS = {TOOL, "look", "Суп 🍲", null};
  private static final String[] CLIENTS = {CLIENT, "claude", null};
  private static final String[] VERSIONS = {"1", "1.10", "2.0-é", null};
  private static final String[] ROLES = {"server", "server", "server", "client", null};
  private static final String[] METHODS = {
    "tools/call", "tools/call", "tools/call", "tools/list", "notifications/initialized", null
  };
  private static final String[] ERRORS = {
    null, null, null, null, "tool_error", "cancelled", "-32602", "timeout"
  };
  private static final String[] CHANGES = {"added", "removed", "description", "schema", null};

  private final List<Row> rows = new ArrayList<>();
  private final Random random = new Random(20_260_115);
  private final Set<Long> taken = new HashSet<>();

  private VariedRows() {}

  public static List<Row> make() {
    VariedRows all = new VariedRows();
    for (int i = 0; i < 1_200; i++) {
      all.operation();
    }
    for (int i = 0; i < 200; i++) {
      all.span();
      all.session();
      all.message();
      all.event();
    }
    for (int i = 0; i < 60; i++) {
      all.report();
      all.export();
      all.histogram();
      all.dropped();
      all.row(Table.RESOURCES).set("attributes", "{\"host.name\":\"h" + i + "\"}");
    }
    return all.rows;
  }

  private void operation() {
    String error = one(ERRORS);
    peers(some(row(Table.OPERATIONS)))
        .set("direction", one("receive", "receive", "receive", "transmit", null))
        .set("prompt", one(null, "greet"))
        .set("resource_uri", one(null, "file:///tmp/ä"))
        .set("outcome", error == null ? one("ok", null) : "error")
        .set("error_type", error)
        .set("severity", one("INFO", "WARN"))
        .set("duration", duration())
        .set("handler_wait", duration())
        .set("request_size", size())
        .set("response_size", size())
        .set("service_version", one(VERSIONS))
        .set("agent_version", one(VERSIONS))
        .set("tool", one(TOOLS))
        .set("request_id", one(null, "7", "\"7\""))
        .set("attributes", one(null, "{}", "{\"a\":1}"));
  }

  private void span() {
    some(row(Table.SPANS), "role")
        .set("parent_span_id", one(null, "00f067aa0ba902b7"))
        .set("name", one("tools/call look", "GET"))
        .set("kind", one("server", "client", "internal", null))
        .set("status", one(null, "error"))
        .set("status_message", one(null, "no\\n'such\tthing"))
        .set("error_type", one(ERRORS))
        .set("scope", one(null, "io.mcpotel"))
        .set("tool", one(TOOLS))
        .set("duration", duration())
        .set("events", "[]")
        .set("links", "[]")
        .set("attributes", one(null, "{}"));
  }

  private void session() {
    String state = one("opened", "initialized", "closed");
    peers(some(row(Table.SESSIONS), "method"))
        .set("state", state)
        .set("close_reason", state.equals("closed") ? one("shutdown", "expired", null) : null)
        .set("duration", duration())
        .set("operations", one(null, 0L, 5L))
        .set("errors", one(null, 0L, 1L))
        .set("attributes", one(null, "{\"mcp.client.capabilities\":[\"sampling\"]}"));
  }

  private void message() {
    some(row(Table.MESSAGES))
        .set("direction", one("receive", "transmit", null))
        .set("request_id", one(null, "7"))
        .set("rejected", one(null, "origin", "no JSON: ☠", "too large"))
        .set("content", one(null, "{\"method\":\"ping\"}"))
        .set("size", size())
        .set(
            "attributes",
            one(
                null,
                "{}",
                "{\"mcp.client.name\":\"claude\",\"mcp.client.version\":\"1.10\"}",
                "{\"mcp.client.name\":null,\"mcp.client.version\":2}",
                "{\"mcp.client.name\":\"Cli\\tent \\\"\\u00e9\\\"\\n\"}"));
  }

  private void event() {
    String change = one(CHANGES);
    some(row(Table.EVENTS))
        .set(
            "name",
            one(
                "mcp.catalog",
                "mcp.catalog",
                "mcp.stuck",
                "mcp.transport",
                "mcp.alert",
                "mcp.hub.alert",
                "mcp.hub.command",
                "mcp.health",
                "mcp.other",
                "mcpXother",
                ""))
        .set("severity", one("INFO", "ERROR", null))
        .set("tool", one(TOOLS))
        .set("body", one(null, "", "It is ☂"))
        .set(
            "attributes",
            change == null ? one(null, "{}") : "{\"mcp.catalog.change\":\"" + change + "\"}");
  }

  private void report() {
    row(Table.REPORTS)
        .set("server_id", one("one", "two"))
        .set("state", one("healthy", "unresponsive", null))
        .set("reason", one(null, "it is\nlate"))
        .set("requests_total", size())
        .set("errors_total", size())
        .set("active_tools", one(null, 3L))
        .set("latency_p95_ms", duration())
        .set("memory_mb", one(null, 0.0, 64.25))
        .set("uptime_seconds", one(null, 0.0, 1e7))
        .set(
            "attributes",
            one(
                null,
                "{}",
                "{\"server\":{\"name\":\"The ☂\"},\"interval_seconds\":15,\"final\":true}",
                "{\"server\":{},\"interval_seconds\":1.5e1,\"final\":false,\"sessions\":4}",
                "{\"server\":\"x\",\"interval_seconds\":\"soon\",\"final\":\"perhaps\"}",
                "{\"interval_seconds\":null,\"probe\":{\"failures\":3},\"open_requests\":2.5}",
                "{\"interval_seconds\":20,\"tools\":[{\"name\":\"look\",\"hash\":\"1\"}]}"));
  }

  /** All points of one export have one time. */
  private void export() {
    Row first = gauge(null, "jvm.memory.used", 1048576.0 * random.nextInt(500));
    gauge(first, "jvm.memory.used", 1048576.5);
    gauge(first, "jvm.cpu.recent_utilization", random.nextDouble());
    gauge(first, "mcp.server.active_sessions", random.nextInt(9));
    gauge(first, "mcp.server.active_requests", random.nextInt(9));
    gauge(first, "mcp.server.oldest_request.age", random.nextDouble());
    gauge(first, "process.uptime", random.nextInt(9_000));
    String state = one("healthy", "degraded");
    gauge(first, "mcp.server.state", 1)
        .set("attributes", "{\"mcp.server.state\":\"" + state + "\"}");
    gauge(first, "mcp.server.state", 0).set("attributes", "{\"mcp.server.state\":\"broken\"}");
  }

  private Row gauge(Row like, String metric, double value) {
    Row row = row(Table.POINTS);
    if (like != null) {
      for (String time : List.of("time", "received")) {
        row.set(time, (Long) like.get(time));
      }
      row.set("service", (String) like.get("service"))
          .set("instance", (String) like.get("instance"));
    }
    return row.set("metric", metric).set("kind", "gauge").set("value", (Double) value);
  }

  private void histogram() {
    row(Table.POINTS)
        .set("metric", one("mcp.server.handler.cpu", "mcp.server.handler.allocated", "other"))
        .set("kind", "histogram")
        .set("unit", "s")
        .set("count", (Long) 3L)
        .set("sum", (Double) 0.75)
        .set("min", one(null, 0.0))
        .set("max", (Double) 0.5)
        .set("temporality", one("delta", "cumulative"))
        .set(
            "buckets",
            "{\"bounds\":[0.1,1.0],\"counts\":["
                + random.nextInt(5)
                + ","
                + random.nextInt(5)
                + ",1]}")
        .set(
            "attributes",
            one("{\"gen_ai.tool.name\":\"look\"}", "{\"gen_ai.tool.name\":\"Суп 🍲\"}", "{}"));
  }

  private void dropped() {
    row(Table.POINTS)
        .set("metric", "mcp.agent.dropped")
        .set("kind", "counter")
        .set("value", one(0.0, 2.0, 17.0))
        .set("temporality", "cumulative")
        .set(
            "attributes",
            one(null, "{}", "{\"mcp.signal\":\"traces\"}", "{\"mcp.signal\":\"logs\"}"));
  }

  private Row row(Table table) {
    // Some are of before that hour, of the day before, or of after it.
    long secondsAgo =
        random.nextInt(10) == 0 ? random.nextInt(100_000) - 600 : random.nextInt(4_000);
    long time =
        NOW.getEpochSecond() * 1_000_000 - secondsAgo * 1_000_000 + random.nextInt(1_000_000);
    while (!taken.add(time)) {
      time++;
    }
    long received = time + random.nextInt(5_000) * 1_000L - 500;
    while (!taken.add(received)) {
      received++;
    }
    Row row =
        Row.of(table, random.nextLong())
            .set("time", (Long) time)
            .set("received", (Long) received)
            .set("service", one(SERVICES))
            .set("instance", one(INSTANCES))
            .set("resource_id", (Long) random.nextLong());
    rows.add(row);
    return row;
  }

  /** What most tables have. */
  private Row some(Row row, String... missing) {
    row.set("trace_id", one(null, TRACE, "0af7651916cd43dd8448eb211c80319c"))
        .set("span_id", one(null, String.format("%016x", random.nextLong())))
        .set("session_id", random.nextInt(4) == 0 ? null : "session-" + random.nextInt(12));
    Set<String> not = Set.of(missing);
    if (!not.contains("role")) {
      row.set("role", one(ROLES));
    }
    return not.contains("method") ? row : row.set("method", one(METHODS));
  }

  private Row peers(Row row) {
    return row.set("protocol_version", one("2025-11-25", null))
        .set("client_name", one(CLIENTS))
        .set("client_version", one(VERSIONS))
        .set("server_name", one("The weather", null))
        .set("server_version", one(VERSIONS))
        .set("transport", one("pipe", "tcp", null));
  }

  private Double duration() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> 0.0;
      default -> Math.exp(random.nextGaussian() * 3 - 3);
    };
  }

  /** One of them is more than a double holds exactly. */
  private Long size() {
    return one(null, 0L, 100L, (long) random.nextInt(10_000), (1L << 53) + 1);
  }

  @SafeVarargs
  private <T> T one(T... values) {
    return values[random.nextInt(values.length)];
  }
}
