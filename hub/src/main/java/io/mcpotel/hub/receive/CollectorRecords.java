// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.Table;
import java.util.List;

/** What the hub has of log records, from the table in which a Collector has them. */
final class CollectorRecords {

  static final String TABLE = "otel_logs";

  private static final String MAP = "LogAttributes";
  private static final String EVENT = "if(EventName = '', " + MAP + "['event.name'], EventName)";
  private static final String TIME = "toDateTime64(Timestamp, 6, 'UTC')";
  private static final String USABLE =
      "Timestamp > now() - INTERVAL 30 DAY AND Timestamp < now() + INTERVAL 1 DAY AND ";
  private static final String ID =
      View.id(
          "'record'",
          "toString(ResourceAttributes)",
          "Timestamp",
          "TraceId",
          "SpanId",
          "SeverityText",
          EVENT,
          "Body",
          "toString(" + MAP + ")");

  private CollectorRecords() {}

  static List<View> views() {
    return List.of(operations(), sessions(), messages(), events());
  }

  private static View operations() {
    View view = of(Table.OPERATIONS, EVENT + " = 'mcp.operation'");
    return view.set(
            "id",
            "if(TraceId != '' AND SpanId != '', "
                + CollectorSpans.operationId(TIME)
                + ", "
                + ID
                + ")")
        .peers(MAP)
        .attribute("direction", MAP, "network.io.direction")
        .attribute("method", MAP, "mcp.method.name")
        .attribute("tool", MAP, "gen_ai.tool.name")
        .attribute("prompt", MAP, "gen_ai.prompt.name")
        .attribute("resource_uri", MAP, "mcp.resource.uri")
        .attribute("request_id", MAP, "jsonrpc.request.id")
        .attribute("outcome", MAP, "mcp.outcome")
        .attribute("error_type", MAP, "error.type")
        .set("severity", View.orNull("SeverityText"))
        .number("duration", MAP, "mcp.operation.duration")
        .number("handler_wait", MAP, "mcp.handler.wait")
        .whole("request_size", MAP, "mcp.request.size")
        .whole("response_size", MAP, "mcp.response.size")
        .set("service_version", View.text("ResourceAttributes", "service.version"))
        .set("agent_version", View.orNull("ScopeVersion"))
        .rest(MAP, "event.name");
  }

  private static View sessions() {
    return of(Table.SESSIONS, EVENT + " = 'mcp.session'")
        .peers(MAP)
        .attribute("state", MAP, "mcp.session.state")
        .attribute("close_reason", MAP, "mcp.session.close_reason")
        .number("duration", MAP, "mcp.session.duration")
        .whole("operations", MAP, "mcp.session.operations")
        .whole("errors", MAP, "mcp.session.errors")
        .rest(MAP, "event.name");
  }

  private static View messages() {
    return of(Table.MESSAGES, EVENT + " = 'mcp.message'")
        .attribute("direction", MAP, "network.io.direction")
        .attribute("method", MAP, "mcp.method.name")
        .attribute("request_id", MAP, "jsonrpc.request.id")
        .attribute("rejected", MAP, "mcp.message.rejected")
        .attribute("content", MAP, "mcp.message.content")
        .whole("size", MAP, "mcp.message.size")
        .rest(MAP, "event.name");
  }

  /** All others, but for those that a hub tells of itself. */
  private static View events() {
    return of(
            Table.EVENTS,
            EVENT
                + " NOT IN ('mcp.operation', 'mcp.session', 'mcp.message') AND NOT startsWith("
                + EVENT
                + ", 'mcp.hub.')")
        .set("name", EVENT)
        .set("severity", View.orNull("SeverityText"))
        .attribute("method", MAP, "mcp.method.name")
        .attribute("tool", MAP, "gen_ai.tool.name")
        .set("body", View.orNull("Body"))
        .rest(MAP, "event.name");
  }

  private static View of(Table table, String condition) {
    return new View("otel_logs_to_" + table.sqlName(), table, TABLE, USABLE + condition)
        .resource()
        .set("id", ID)
        .set("time", TIME)
        .set("trace_id", View.orNull("TraceId"))
        .set("span_id", View.orNull("SpanId"))
        .attribute("session_id", MAP, "mcp.session.id")
        .attribute("role", MAP, "mcp.role");
  }
}
