// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.store;

import static io.mcpotel.hub.store.Column.doubles;
import static io.mcpotel.hub.store.Column.longs;
import static io.mcpotel.hub.store.Column.text;
import static io.mcpotel.hub.store.Column.times;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The flat tables. What is filtered or grouped by is a column, the rest is JSON in {@code
 * attributes}. A column that is renamed, or means something else, is a new {@link Schema#VERSION}.
 */
public enum Table {
  /** From mcp.operation records, so that they are whole where traces are sampled. */
  OPERATIONS(
      text("trace_id", "span_id", "session_id", "role", "direction", "method", "tool", "prompt"),
      text("resource_uri", "request_id", "protocol_version", "client_name", "client_version"),
      text("server_name", "server_version", "transport", "outcome", "error_type", "severity"),
      doubles("duration", "handler_wait"),
      longs("request_size", "response_size"),
      text("service_version", "agent_version", "attributes")),
  SPANS(
      text("trace_id", "span_id", "parent_span_id", "name", "kind", "status", "status_message"),
      text("session_id", "method", "tool", "error_type", "scope"),
      doubles("duration"),
      text("events", "links", "attributes")),
  SESSIONS(
      text("trace_id", "span_id", "session_id", "role", "state", "protocol_version"),
      text("client_name", "client_version", "server_name", "server_version", "transport"),
      text("close_reason"),
      doubles("duration"),
      longs("operations", "errors"),
      text("attributes")),
  MESSAGES(
      text("trace_id", "span_id", "session_id", "role", "direction", "method", "request_id"),
      text("rejected", "content"),
      longs("size"),
      text("attributes")),
  /** Stuck requests, changed catalogues, dead transports, and whatever else is a log record. */
  EVENTS(
      text("trace_id", "span_id", "session_id", "role", "name", "severity", "method", "tool"),
      text("body", "attributes")),
  POINTS(
      text("metric", "kind", "unit"),
      doubles("value", "sum", "min", "max"),
      longs("count"),
      text("temporality", "buckets", "attributes")),
  REPORTS(
      text("server_id", "state", "reason"),
      longs("requests_total", "errors_total", "active_tools"),
      doubles("latency_p95_ms", "memory_mb", "uptime_seconds"),
      text("attributes")),
  /** The attributes of what said all that, once for each that is different. */
  RESOURCES(text("attributes"));

  private final List<Column> columns;
  private final Map<String, Integer> indexes = new HashMap<>();

  @SafeVarargs
  Table(List<Column>... own) {
    columns =
        Stream.concat(
                Stream.of(
                    longs("id"),
                    times("time", "received"),
                    text("service", "instance"),
                    longs("resource_id")),
                Stream.of(own))
            .flatMap(List::stream)
            .toList();
    for (int i = 0; i < columns.size(); i++) {
      indexes.put(columns.get(i).name(), i);
    }
  }

  public List<Column> columns() {
    return columns;
  }

  public String sqlName() {
    return name().toLowerCase(Locale.ROOT);
  }

  int index(String column) {
    Integer index = indexes.get(column);
    if (index == null) {
      throw new IllegalArgumentException("No column " + column + " in " + this);
    }
    return index;
  }

  /** SQL of a table of this kind with another name, unless it is there. */
  String create(String name) {
    return columns.stream()
        .map(column -> column.name() + " " + column.type().sql())
        .collect(Collectors.joining(", ", "CREATE TABLE IF NOT EXISTS " + name + " (", ")"));
  }
}
