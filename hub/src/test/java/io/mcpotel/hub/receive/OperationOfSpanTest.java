// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import com.google.protobuf.ByteString;
import io.mcpotel.hub.Batches;
import io.mcpotel.hub.store.CommitQueue;
import io.mcpotel.hub.store.DataFolder;
import io.mcpotel.hub.store.DuckDb;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Span.SpanKind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of which there are spans, records, or both, in whichever order. */
class OperationOfSpanTest {

  private static final long END = Batches.nanos(Instant.now());

  @TempDir Path folder;
  private DuckDb store;
  private CommitQueue queue;
  private Intake intake;

  @BeforeEach
  void start() throws Exception {
    store = DuckDb.open(DataFolder.open(folder));
    queue = new CommitQueue(store, CommitQueue.MOST_ROWS);
    intake = new Intake(queue);
  }

  @AfterEach
  void end() {
    queue.close();
    store.close();
  }

  @Test
  void aServerThatSendsNoRecordsHasTheOperationsOfItsSpans() throws Exception {
    spans("plain", span(1, SpanKind.SPAN_KIND_SERVER, "tools/call"));
    spans("plain", span(2, SpanKind.SPAN_KIND_INTERNAL, "tools/call"));
    spans("plain", span(3, SpanKind.SPAN_KIND_SERVER, null));
    spans("plain", span(4, SpanKind.SPAN_KIND_CLIENT, "sampling/createMessage"));
    spans("plain", span(4, SpanKind.SPAN_KIND_CLIENT, "sampling/createMessage"));

    spans("plain", span(5, SpanKind.SPAN_KIND_SERVER, "roots/list"));
    spans("plain", span(6, SpanKind.SPAN_KIND_SERVER, "ping"));

    List<Map<String, Object>> operations = operations();
    assertEquals(4, operations.size());
    Map<String, Object> call = operations.get(0);
    assertEquals("server", call.get("role"));
    assertEquals("receive", call.get("direction"));
    assertEquals("look", call.get("tool"));
    assertEquals("tool_error", call.get("error_type"));
    assertEquals("tool_error", call.get("outcome"));
    assertEquals(0.25, (Double) call.get("duration"), 1e-9);
    assertEquals("desk", call.get("client_name"));
    assertEquals("s", call.get("session_id"));
    assertEquals("transmit", operations.get(1).get("direction"));
    assertEquals("server", operations.get(1).get("role"));
    assertEquals("client", operations.get(2).get("role"));
    assertNull(operations.get(3).get("role"), "both sides ping");
  }

  @Test
  void oneThatSendsBothIsCountedOnceWhicheverComesFirst() throws Exception {
    spans("both", span(1, SpanKind.SPAN_KIND_SERVER, "tools/call"));
    records("both", 1);
    records("both", 2);
    spans("both", span(2, SpanKind.SPAN_KIND_SERVER, "tools/call"));
    spans("both", span(3, SpanKind.SPAN_KIND_SERVER, "tools/call"));
    assertEquals(2, operations().size(), "of the third one the record is still to come");
    records("both", 3);
    assertEquals(3, operations().size());
  }

  @Test
  void whoSendsBothIsKnownAgainAfterTheHubWasStartedAnew() throws Exception {
    records("both", 1);
    end();
    start();
    spans("both", span(1, SpanKind.SPAN_KIND_SERVER, "tools/call"));
    spans("both", span(2, SpanKind.SPAN_KIND_SERVER, "tools/call"));
    records("both", 2);
    assertEquals(2, operations().size());
  }

  private void spans(String service, Span span) throws Exception {
    ExportTraceServiceRequest.Builder request = ExportTraceServiceRequest.newBuilder();
    request
        .addResourceSpansBuilder()
        .setResource(
            Resource.newBuilder()
                .addAttributes(Batches.text("service.name", service))
                .addAttributes(Batches.text("service.instance.id", service + "-1")))
        .addScopeSpansBuilder()
        .addSpans(span);
    intake.keep(Signal.TRACES.rows(request.build(), new Times(Instant.now())));
  }

  private void records(String service, int number) throws Exception {
    ExportLogsServiceRequest request =
        Batches.records(
            service,
            List.of(
                Batches.operation("" + number, 0.25, null).toBuilder()
                    .setTimeUnixNano(END)
                    .setTraceId(id(16, number))
                    .setSpanId(id(8, number))
                    .build()));
    intake.keep(Signal.LOGS.rows(request, new Times(Instant.now())));
  }

  private List<Map<String, Object>> operations() throws Exception {
    return store.query("SELECT * FROM operations ORDER BY span_id", Map.of());
  }

  private static Span span(int number, SpanKind kind, String method) {
    Span.Builder span =
        Span.newBuilder()
            .setTraceId(id(16, number))
            .setSpanId(id(8, number))
            .setKind(kind)
            .setStartTimeUnixNano(END - 250_000_000)
            .setEndTimeUnixNano(END)
            .addAttributes(Batches.text("gen_ai.tool.name", "look"))
            .addAttributes(Batches.text("mcp.session.id", "s"))
            .addAttributes(Batches.text("mcp.client.name", "desk"))
            .addAttributes(Batches.text("error.type", "tool_error"));
    if (method != null) {
      span.addAttributes(Batches.text("mcp.method.name", method));
    }
    return span.build();
  }

  private static ByteString id(int length, int number) {
    byte[] bytes = new byte[length];
    bytes[length - 1] = (byte) number;
    return ByteString.copyFrom(bytes);
  }
}
