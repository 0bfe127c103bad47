// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.Table;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the hub has of spans, from the table in which a Collector has them. */
final class CollectorSpans {

  static final String TABLE = "otel_traces";

  private static final String MAP = "SpanAttributes";
  private static final String METHOD = MAP + "['mcp.method.name']";

  /** As it was called before and after the exporter's release 0.103. */
  private static final String KIND = "lower(replaceOne(SpanKind, 'SPAN_KIND_', ''))";

  private static final String END =
      "fromUnixTimestamp64Micro(intDiv(toUnixTimestamp64Nano(Timestamp) + toInt64(Duration), 1000), 'UTC')";
  private static final String SECONDS = "greatest(toInt64(Duration), 0) / 1e9";
  private static final String RECEIVED = "(" + KIND + " = 'server')";

  /** What the hub takes: whole ids, and times that can be. */
  private static final String USABLE =
      "TraceId != '' AND SpanId != ''"
          + " AND Timestamp > now() - INTERVAL 30 DAY AND Timestamp < now() + INTERVAL 1 DAY";

  private CollectorSpans() {}

  static List<View> views() {
    return List.of(spans(), operations());
  }

  private static View spans() {
    return new View("otel_traces_to_spans", Table.SPANS, TABLE, USABLE)
        .resource()
        .set("id", View.id("'span'", "TraceId", "SpanId", KIND))
        .set("time", "toDateTime64(Timestamp, 6, 'UTC')")
        .set("trace_id", "TraceId")
        .set("span_id", "SpanId")
        .set("parent_span_id", View.orNull("ParentSpanId"))
        .set("name", "SpanName")
        .set("kind", KIND)
        .set("status", "lower(replaceOne(StatusCode, 'STATUS_CODE_', ''))")
        .set("status_message", View.orNull("StatusMessage"))
        .attribute("session_id", MAP, "mcp.session.id")
        .attribute("method", MAP, "mcp.method.name")
        .attribute("tool", MAP, "gen_ai.tool.name")
        .attribute("error_type", MAP, "error.type")
        .set("scope", View.orNull("ScopeName"))
        .set("duration", SECONDS)
        .set(
            "events",
            json(
                "Events.Name",
                "Tuple(name String, time_unix_nano String, attributes Map(String, String))",
                "(n, t, a) -> (n, toString(toUnixTimestamp64Nano(t)), a)",
                "Events.Name, Events.Timestamp, Events.Attributes"))
        .set(
            "links",
            json(
                "Links.TraceId",
                "Tuple(trace_id String, span_id String)",
                "(t, s) -> (t, s)",
                "Links.TraceId, Links.SpanId"))
        .rest(MAP);
  }

  private static View operations() {
    String isOne =
        KIND + " IN ('server', 'client') AND mapContains(" + MAP + ", 'mcp.method.name')";
    String error = View.text(MAP, "error.type");
    String code = View.text(MAP, "rpc.response.status_code");
    return new View("otel_traces_to_operations", Table.OPERATIONS, TABLE, USABLE + " AND " + isOne)
        .resource()
        .set("id", operationId(END))
        .set("time", END)
        .set("trace_id", "TraceId")
        .set("span_id", "SpanId")
        .attribute("session_id", MAP, "mcp.session.id")
        .set(
            "role",
            "multiIf("
                + METHOD
                + " IN "
                + list(OperationOfSpan.OF_BOTH)
                + ", NULL, "
                + RECEIVED
                + " = ("
                + METHOD
                + " IN "
                + list(OperationOfSpan.OF_SERVERS)
                + "), 'client', 'server')")
        .set("direction", "if(" + RECEIVED + ", 'receive', 'transmit')")
        .attribute("method", MAP, "mcp.method.name")
        .attribute("tool", MAP, "gen_ai.tool.name")
        .attribute("prompt", MAP, "gen_ai.prompt.name")
        .attribute("resource_uri", MAP, "mcp.resource.uri")
        .attribute("request_id", MAP, "jsonrpc.request.id")
        .set("outcome", "coalesce(" + code + ", " + error + ", 'ok')")
        .attribute("error_type", MAP, "error.type")
        .set(
            "severity",
            "multiIf(isNotNull(" + error + "), 'ERROR', isNotNull(" + code + "), 'WARN', 'INFO')")
        .set("duration", SECONDS)
        .number("handler_wait", MAP, "mcp.handler.wait")
        .set("service_version", View.text("ResourceAttributes", "service.version"))
        .peers(MAP)
        .rest(MAP, "rpc.response.status_code");
  }

  /** Of an operation, whether its record or its span tells of it. */
  static String operationId(String end) {
    return View.id("'operation'", "TraceId", "SpanId", "toUnixTimestamp64Micro(" + end + ")");
  }

  private static String json(String counted, String type, String each, String arrays) {
    return "if(empty("
        + counted
        + "), NULL, toJSONString(CAST(arrayMap("
        + each
        + ", "
        + arrays
        + "), 'Array("
        + type
        + ")')))";
  }

  private static String list(Set<String> texts) {
    return texts.stream()
        .sorted()
        .map(text -> "'" + text + "'")
        .collect(Collectors.joining(", ", "(", ")"));
  }
}
