// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.util.Set;

/**
 * An operation as its span tells it, by OpenTelemetry's conventions for MCP: for instances that
 * send no records.
 */
record OperationOfSpan(Span span, Speaker speaker, Times times) {

  private static final String METHOD = "mcp.method.name";

  /** What servers ask of clients or tell them. */
  static final Set<String> OF_SERVERS =
      Set.of(
          "sampling/createMessage",
          "elicitation/create",
          "roots/list",
          "notifications/message",
          "notifications/resources/updated",
          "notifications/resources/list_changed",
          "notifications/tools/list_changed",
          "notifications/prompts/list_changed",
          "notifications/elicitation/complete");

  static final Set<String> OF_BOTH =
      Set.of("ping", "notifications/progress", "notifications/cancelled");

  /** Whether it is of a request or notification of MCP's, on one of its sides. */
  static boolean is(Span span) {
    return (span.getKind() == SpanKind.SPAN_KIND_SERVER
            || span.getKind() == SpanKind.SPAN_KIND_CLIENT)
        && span.getAttributesList().stream().anyMatch(one -> one.getKey().equals(METHOD));
  }

  Row row() throws Unusable {
    boolean received = span.getKind() == SpanKind.SPAN_KIND_SERVER;
    Attributes attributes = new Attributes(span.getAttributesList());
    String method = attributes.text(METHOD);
    String traceId = Ids.hex(span.getTraceId(), Ids.TRACE);
    String spanId = Ids.hex(span.getSpanId(), Ids.SPAN);
    // A record has the time of the end, and the ids of its span.
    long end = times.micros(span.getEndTimeUnixNano(), span.getStartTimeUnixNano());
    String error = attributes.text("error.type");
    String code = attributes.text("rpc.response.status_code");
    Row row =
        speaker
            .on(Row.of(Table.OPERATIONS, id(traceId, spanId, end)), end, times)
            .set("trace_id", traceId)
            .set("span_id", spanId)
            .set("session_id", attributes.text("mcp.session.id"))
            .set("role", role(method, received))
            .set("direction", received ? "receive" : "transmit")
            .set("method", method)
            .set("tool", attributes.text("gen_ai.tool.name"))
            .set("prompt", attributes.text("gen_ai.prompt.name"))
            .set("resource_uri", attributes.text("mcp.resource.uri"))
            .set("request_id", attributes.text("jsonrpc.request.id"))
            .set("outcome", code != null ? code : error != null ? error : "ok")
            .set("error_type", error)
            .set("severity", error != null ? "ERROR" : code != null ? "WARN" : "INFO")
            .set("duration", (Double) seconds(span))
            .set("handler_wait", attributes.number("mcp.handler.wait"))
            .set("service_version", speaker.version());
    LogRows.peers(row, attributes);
    return row.set("attributes", attributes.rest());
  }

  /** Null where either side may have sent it, as spans do not say whose side they are of. */
  private static String role(String method, boolean received) {
    if (OF_BOTH.contains(method)) {
      return null;
    }
    return received == OF_SERVERS.contains(method) ? "client" : "server";
  }

  /** Of an operation, whether its record or its span tells of it. */
  static long id(String traceId, String spanId, long endMicros) {
    return new Fingerprint("operation").add(traceId).add(spanId).add(endMicros).value();
  }

  static double seconds(Span span) {
    return Math.max(0, span.getEndTimeUnixNano() - span.getStartTimeUnixNano()) / 1e9;
  }
}
