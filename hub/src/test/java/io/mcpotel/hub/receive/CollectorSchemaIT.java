// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import io.mcpotel.hub.Batches;
import io.mcpotel.hub.store.ClickHouse;
import io.mcpotel.hub.store.ClickHouseAddress;
import io.mcpotel.hub.store.ClickHouseServer;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.mcpotel.hub.store.Store;
import io.mcpotel.hub.store.Table;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import io.opentelemetry.proto.trace.v1.Status;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same OTLP, by a hub into its store, and by a Collector into a ClickHouse with the views. */
@Tag("clickhouse")
@Tag("matrix")
class CollectorSchemaIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long END = Batches.nanos(Instant.now()) / 1_000 * 1_000 + 789;
  private static final String ODD = "it's \\ \"odd\" \u20ac\t{x}\nSELECT";

  @TempDir Path folder;

  @Test
  void viewsMakeTheRowsThatAHubWrites() throws Exception {
    ClickHouseAddress address = ClickHouseServer.shared().newDatabase();
    run(address, CollectorTables.DEFINITIONS);
    String script = CollectorSchema.script(Duration.ofDays(7));
    run(address, statements(script));
    run(address, statements(script));
    for (int attempt = 0; attempt < 2; attempt++) {
      run(address, List.of(CollectorTables.rows(records()), CollectorTables.rows(spans())));
    }
    try (DuckDb hub = DuckDb.open(DataFolder.open(folder));
        ClickHouse views = ClickHouse.openReadOnly(address)) {
      try (CommitQueue queue = new CommitQueue(hub, CommitQueue.MOST_ROWS)) {
        Intake intake = new Intake(queue);
        intake.keep(LogRows.of(records(), new Times(Instant.now())));
        intake.keep(SpanRows.of(spans(), new Times(Instant.now())));
      }
      for (Table table :
          List.of(Table.OPERATIONS, Table.SPANS, Table.SESSIONS, Table.MESSAGES, Table.EVENTS)) {
        List<Map<String, Object>> expected = rows(hub, table);
        assertFalse(expected.isEmpty(), table::toString);
        assertEquals(lines(expected), lines(rows(views, table)), table::toString);
      }
      String resources = "SELECT DISTINCT service, instance, attributes FROM resources";
      assertEquals(
          views.query("SELECT count(DISTINCT resource_id) AS n FROM spans", Map.of()),
          views.query(
              "SELECT count(*) AS n FROM resources WHERE id IN (SELECT resource_id FROM spans)",
              Map.of()));
      assertEquals(hub.query(resources, Map.of()).size(), views.query(resources, Map.of()).size());
    }
  }

  private static ExportTraceServiceRequest spans() {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .setResource(agent())
        .addScopeSpansBuilder()
        .setScope(InstrumentationScope.newBuilder().setName("mcp").setVersion("9"))
        .addSpans(span(1, SpanKind.SPAN_KIND_SERVER, "tools/call"))
        .addSpans(span(2, SpanKind.SPAN_KIND_CLIENT, null));
    request
        .addResourceSpansBuilder()
        .setResource(
            Resource.newBuilder()
                .addAttributes(Batches.text("host.name", "box"))
                .addAttributes(whole("process.pid", 7)))
        .addScopeSpansBuilder()
        .addSpans(span(3, SpanKind.SPAN_KIND_SERVER, "tools/call"))
        .addSpans(span(4, SpanKind.SPAN_KIND_CLIENT, "sampling/createMessage"))
        .addSpans(span(5, SpanKind.SPAN_KIND_SERVER, "roots/list"))
        .addSpans(span(6, SpanKind.SPAN_KIND_CLIENT, "ping"))
        .addSpans(span(7, SpanKind.SPAN_KIND_INTERNAL, "tools/call"))
        .addSpans(
            span(8, SpanKind.SPAN_KIND_SERVER, "prompts/get").toBuilder()
                .addAttributes(Batches.text("error.type", "-32602"))
                .addAttributes(Batches.text("rpc.response.status_code", "-32602")))
        .addSpans(
            span(9, SpanKind.SPAN_KIND_CLIENT, "resources/read").toBuilder()
                .addAttributes(Batches.text("rpc.response.status_code", "-32002")))
        .addSpans(
            span(10, SpanKind.SPAN_KIND_CLIENT, "resources/read").toBuilder()
                .addAttributes(Batches.text("error.type", "timeout")));
    return request.build();
  }

  private static Span span(int id, SpanKind kind, String method) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(traceId(id))
            .setSpanId(spanId(id))
            .setParentSpanId(id == 3 ? spanId(1) : ByteString.EMPTY)
            .setName("span " + ODD)
            .setKind(kind)
            .setStartTimeUnixNano(END - 250_000_123)
            .setEndTimeUnixNano(END)
            .addAttributes(Batches.text("gen_ai.tool.name", ODD))
            .addAttributes(Batches.text("mcp.session.id", "s"))
            .addAttributes(Batches.text("mcp.client.name", "desk"))
            .addAttributes(Batches.text("jsonrpc.request.id", "" + id))
            .addAttributes(Batches.text("http.route", ODD))
            .addAttributes(whole("server.port", 8080))
            .addEvents(
                Span.Event.newBuilder()
                    .setName("exception")
                    .setTimeUnixNano(END)
                    .addAttributes(Batches.text("exception.message", ODD)))
            .addLinks(Span.Link.newBuilder().setTraceId(traceId(1)).setSpanId(spanId(1)));
    if (method != null) {
      span.addAttributes(Batches.text("mcp.method.name", method));
    }
    if (id == 2) {
      span.clearEvents()
          .clearLinks()
          .setStatus(
              Status.newBuilder().setCode(Status.StatusCode.STATUS_CODE_ERROR).setMessage(ODD));
    }
    return span.build();
  }

  private static ExportLogsServiceRequest records() {
    List<LogRecord> records = new ArrayList<>();
    records.add(
        Batches.operation("1", 0.2501, "tool_error").toBuilder()
            .setTimeUnixNano(END)
            .setTraceId(traceId(1))
            .setSpanId(spanId(1))
            .setSeverityText("ERROR")
            .addAttributes(whole("mcp.request.size", 120))
            .addAttributes(whole("mcp.response.size", 3_000_000_000L))
            .addAttributes(flag("mcp.retried", true))
            .addAttributes(Batches.text("odd", ODD))
            .build());
    records.add(Batches.operation("2", 3, null).toBuilder().setTimeUnixNano(END).build());
    for (String event : List.of("mcp.session", "mcp.message", "mcp.stuck", "")) {
      LogRecord.Builder record =
          LogRecord.newBuilder()
              .setEventName(event)
              .setTimeUnixNano(END)
              .setTraceId(traceId(1))
              .setSeverityText("WARN")
              .setBody(AnyValue.newBuilder().setStringValue("body " + ODD))
              .addAttributes(Batches.text("mcp.role", "server"))
              .addAttributes(Batches.text("mcp.session.id", "s"))
              .addAttributes(Batches.text("mcp.session.state", "closed"))
              .addAttributes(Batches.text("mcp.session.close_reason", "shutdown"))
              .addAttributes(whole("mcp.session.operations", 3))
              .addAttributes(Batches.text("mcp.message.rejected", "origin"))
              .addAttributes(whole("mcp.message.size", 17))
              .addAttributes(Batches.text("mcp.client.name", "desk"))
              .addAttributes(
                  KeyValue.newBuilder()
                      .setKey("list")
                      .setValue(
                          AnyValue.newBuilder()
                              .setArrayValue(
                                  ArrayValue.newBuilder()
                                      .addValues(AnyValue.newBuilder().setStringValue("a"))
                                      .addValues(AnyValue.newBuilder().setIntValue(2)))));
      records.add(record.build());
    }
    records.add(
        LogRecord.newBuilder()
            .setObservedTimeUnixNano(END)
            .addAttributes(Batches.text("event.name", "mcp.catalog"))
            .addAttributes(Batches.text("gen_ai.tool.name", "look"))
            .build());
    ExportLogsServiceRequest.Builder request = ExportLogsServiceRequest.newBuilder();
    request
        .addResourceLogsBuilder()
        .setResource(agent())
        .addScopeLogsBuilder()
        .setScope(InstrumentationScope.newBuilder().setName("mcp").setVersion("9"))
        .addAllLogRecords(records);
    return request.build();
  }

  private static Resource agent() {
    return Resource.newBuilder()
        .addAttributes(Batches.text("service.name", "weather"))
        .addAttributes(Batches.text("service.instance.id", "one"))
        .addAttributes(Batches.text("service.version", "2.0"))
        .build();
  }

  /** Of each row what does not depend on who wrote it. */
  private static List<Map<String, Object>> rows(Store store, Table table) throws Exception {
    List<Map<String, Object>> rows =
        store.query("SELECT * FROM " + table.name().toLowerCase(Locale.ROOT), Map.of());
    for (Map<String, Object> row : rows) {
      row.keySet().removeAll(List.of("id", "received", "resource_id"));
      for (String json : List.of("attributes", "events", "links")) {
        row.computeIfPresent(json, (name, text) -> texts((String) text));
      }
    }
    return rows;
  }

  private static List<String> lines(List<Map<String, Object>> rows) {
    return rows.stream().map(row -> "" + new TreeMap<>(row)).sorted().toList();
  }

  /** All that is in it as texts, as a Collector's maps have nothing else. */
  private static Object texts(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      Map<String, String> texts = new LinkedHashMap<>();
      node.fields()
          .forEachRemaining(
              one ->
                  texts.put(
                      one.getKey(),
                      one.getValue().isValueNode()
                          ? one.getValue().asText()
                          : one.getValue().toString()));
      return node.isObject() ? new TreeMap<>(texts) : node.toString();
    } catch (Exception e) {
      throw new IllegalStateException(json, e);
    }
  }

  private static void run(ClickHouseAddress address, List<String> statements) throws Exception {
    for (String statement : statements) {
      ClickHouseServer.execute(address, statement);
    }
  }

  private static List<String> statements(String script) {
    List<String> statements = new ArrayList<>();
    for (String statement : script.replaceAll("(?m)^--.*\n", "").split(";\n")) {
      if (!statement.isBlank()) {
        statements.add(statement.strip());
      }
    }
    return statements;
  }

  private static KeyValue whole(String key, long value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setIntValue(value))
        .build();
  }

  private static KeyValue flag(String key, boolean value) {
    return KeyValue.newBuilder()
        .setKey(key)
        .setValue(AnyValue.newBuilder().setBoolValue(value))
        .build();
  }

  private static ByteString traceId(int id) {
    return ByteString.copyFrom(new byte[] {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) id});
  }

  private static ByteString spanId(int id) {
    return ByteString.copyFrom(new byte[] {1, 0, 0, 0, 0, 0, 0, (byte) id});
  }
}
