// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;

/** A row for each log record: an operation, a session, a message, or another event. */
final class LogRows {

  private static final String OF_THE_HUB = "mcp.hub.";

  private LogRows() {}

  static Received of(ExportLogsServiceRequest request, Times times) {
    Received received = new Received();
    for (ResourceLogs ofResource : request.getResourceLogsList()) {
      Speaker speaker = Speaker.of(ofResource.getResource());
      received.add(speaker.row(times));
      for (ScopeLogs ofScope : ofResource.getScopeLogsList()) {
        for (LogRecord record : ofScope.getLogRecordsList()) {
          try {
            received.add(row(record, ofScope.getScope().getVersion(), speaker, times));
          } catch (Unusable e) {
            received.reject("the log record " + Attributes.clean(record.getEventName()), e);
          }
        }
      }
    }
    return received;
  }

  private static Row row(LogRecord record, String scopeVersion, Speaker speaker, Times times)
      throws Unusable {
    Attributes attributes = new Attributes(record.getAttributesList());
    String event = Attributes.clean(record.getEventName());
    if (event.isEmpty()) {
      // What writes records by an API from before they had event names puts it there.
      String named = attributes.text("event.name");
      event = named == null ? "" : named;
    }
    if (event.startsWith(OF_THE_HUB)) {
      throw new Unusable("names that begin with " + OF_THE_HUB + " are those of the hub itself");
    }
    Table table =
        switch (event) {
          case "mcp.operation" -> Table.OPERATIONS;
          case "mcp.session" -> Table.SESSIONS;
          case "mcp.message" -> Table.MESSAGES;
          default -> Table.EVENTS;
        };
    long time = times.micros(record.getTimeUnixNano(), record.getObservedTimeUnixNano());
    String traceId = Ids.hex(record.getTraceId(), Ids.TRACE);
    String spanId = Ids.hex(record.getSpanId(), Ids.SPAN);
    long id =
        table == Table.OPERATIONS && traceId != null && spanId != null
            ? OperationOfSpan.id(traceId, spanId, time)
            : new Fingerprint("record")
                .add(speaker.id())
                // A Collector on the way may have set it.
                .add(record.toBuilder().clearObservedTimeUnixNano().build().toByteString())
                .value();
    Row row =
        speaker
            .on(Row.of(table, id), time, times)
            .set("trace_id", traceId)
            .set("span_id", spanId)
            .set("session_id", attributes.text("mcp.session.id"))
            .set("role", attributes.text("mcp.role"));
    switch (table) {
      case OPERATIONS -> operation(row, record, attributes, scopeVersion, speaker);
      case SESSIONS -> session(row, attributes);
      case MESSAGES -> message(row, attributes);
      default -> event(row, event, record, attributes);
    }
    return row.set("attributes", attributes.rest());
  }

  private static void operation(
      Row row, LogRecord record, Attributes attributes, String scopeVersion, Speaker speaker) {
    peers(row, attributes);
    row.set("direction", attributes.text("network.io.direction"))
        .set("method", attributes.text("mcp.method.name"))
        .set("tool", attributes.text("gen_ai.tool.name"))
        .set("prompt", attributes.text("gen_ai.prompt.name"))
        .set("resource_uri", attributes.text("mcp.resource.uri"))
        .set("request_id", attributes.text("jsonrpc.request.id"))
        .set("outcome", attributes.text("mcp.outcome"))
        .set("error_type", attributes.text("error.type"))
        .set("severity", Attributes.orNull(record.getSeverityText()))
        .set("duration", attributes.number("mcp.operation.duration"))
        .set("handler_wait", attributes.number("mcp.handler.wait"))
        .set("request_size", attributes.whole("mcp.request.size"))
        .set("response_size", attributes.whole("mcp.response.size"))
        .set("service_version", speaker.version())
        .set("agent_version", Attributes.orNull(scopeVersion));
  }

  private static void session(Row row, Attributes attributes) {
    peers(row, attributes);
    row.set("state", attributes.text("mcp.session.state"))
        .set("close_reason", attributes.text("mcp.session.close_reason"))
        .set("duration", attributes.number("mcp.session.duration"))
        .set("operations", attributes.whole("mcp.session.operations"))
        .set("errors", attributes.whole("mcp.session.errors"));
  }

  private static void message(Row row, Attributes attributes) {
    row.set("direction", attributes.text("network.io.direction"))
        .set("method", attributes.text("mcp.method.name"))
        .set("request_id", attributes.text("jsonrpc.request.id"))
        .set("rejected", attributes.text("mcp.message.rejected"))
        .set("content", attributes.text("mcp.message.content"))
        .set("size", attributes.whole("mcp.message.size"));
  }

  private static void event(Row row, String name, LogRecord record, Attributes attributes) {
    row.set("name", name)
        .set("severity", Attributes.orNull(record.getSeverityText()))
        .set("method", attributes.text("mcp.method.name"))
        .set("tool", attributes.text("gen_ai.tool.name"))
        .set("body", Attributes.textOf(record.getBody()));
  }

  static void peers(Row row, Attributes attributes) {
    row.set("protocol_version", attributes.text("mcp.protocol.version"))
        .set("client_name", attributes.text("mcp.client.name"))
        .set("client_version", attributes.text("mcp.client.version"))
        .set("server_name", attributes.text("mcp.server.name"))
        .set("server_version", attributes.text("mcp.server.version"))
        .set("transport", attributes.text("network.transport"));
  }
}
