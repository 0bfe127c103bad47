// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.EventView;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the agent's own properties change. */
class SettingsIT {

  private static final String PREFIX = "otel.instrumentation.mcp.";

  @Tag("matrix")
  @Test
  void captureOfNothingLeavesErrorMessagesOut() {
    try (TestServer server = with("capture", "none")) {
      Call call = server.callFailing("fail", Map.of());

      SpanView span = server.collector().serverSpan(call);
      assertEquals("ERROR", span.statusCode());
      assertEquals("", span.statusMessage());
      assertEquals("-32603", span.attributes().get("error.type"));
      EventView event = server.collector().handlerSpan(call).events().get(0);
      assertEquals("java.lang.IllegalStateException", event.attributes().get("exception.type"));
      assertFalse(event.attributes().containsKey("exception.message"));
      LogView record = server.collector().awaitRecord(span);
      assertEquals("java.lang.IllegalStateException", record.attributes().get("exception.type"));
      assertFalse(record.attributes().containsKey("exception.message"), record::toString);
      assertFalse(record.attributes().containsKey("error.message"), record::toString);
      assertFalse(server.collector().everything().contains("hunter2"));
    }
  }

  @Test
  void argumentsAndResultsAreNeverExported() {
    try (TestServer server = TestServer.start(ServerKind.STDIO)) {
      RawPeer peer = server.peer();
      peer.callTool("echo", Map.of("key-of-it", "SECRET argument"));
      peer.request(
          "prompts/get", Map.of("name", "greeting", "arguments", Map.of("name", "SECRET value")));
      peer.request(
          "completion/complete",
          Map.of(
              "ref", Map.of("type", "ref/prompt", "name", "greeting"),
              "argument", Map.of("name", "name", "value", "SECRET typed")));
      peer.request("resources/read", Map.of("uri", "test://manual"));
      peer.notify("notifications/cancelled", Map.of("requestId", 99, "reason", "SECRET reason"));
      peer.callTool("refuse");
      peer.callTool("notify");
      server.collector().serverSpan(peer.callTool("where"));
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      String everything = server.collector().everything();
      assertTrue(everything.contains("resources/read"));
      for (String secret :
          List.of(
              "SECRET", "key-of-it", "read me", "balance is", "half way", "boundedElastic-1\\")) {
        assertFalse(everything.contains(secret), secret);
      }
    }
  }

  @Test
  void excludedMethodsHaveMetricsAndNoSpans() {
    try (TestServer server = with("exclude-spans", "ping,resources/*")) {
      server.peer().request("ping");
      server.peer().request("resources/list");
      server.peer().request("resources/read", Map.of("uri", "test://manual"));
      server.collector().serverSpan(server.peer().request("tools/list"));

      for (String method : List.of("ping", "resources/list", "resources/read")) {
        server
            .collector()
            .awaitMetric("mcp.server.operation.duration", server.metric(method).map());
        assertEquals(
            List.of(),
            server.collector().spans().stream()
                .filter(span -> method.equals(span.attributes().get("mcp.method.name")))
                .toList());
      }
    }
  }

  @Tag("matrix")
  @Test
  void excludedMethodsAreOnRecordAllTheSame() {
    try (TestServer server = with("exclude-spans", "ping")) {
      Call ping = server.peer().request("ping");

      LogView record = server.collector().awaitLog(log -> "ping: ok".equals(log.body()));
      assertEquals("mcp.operation", record.eventName());
      assertEquals(String.valueOf(ping.id()), record.attributes().get("jsonrpc.request.id"));
      assertEquals(List.of(), server.collector().trace(ping.parent().traceId()));
    }
  }

  @Tag("matrix")
  @Test
  void recordOfNothingHasSpansAndMetricsAndNoRecords() {
    try (TestServer server = with("record", "none")) {
      server.collector().serverSpan(server.peer().callTool("echo"));
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      assertFalse(server.collector().metrics().isEmpty());
      assertEquals(List.of(), server.collector().logs());
    }
  }

  @Tag("matrix")
  @Test
  void functionOfAnExcludedMethodStaysInTheCallersTrace() {
    try (TestServer server = with("exclude-spans", "tools/call")) {
      Call call = server.peer().callTool("echo");

      SpanView below = server.collector().handlerSpan(call);
      assertEquals("execute_tool echo", below.name());
      assertEquals(call.parent().spanId(), below.parentSpanId());
    }
  }

  @Tag("matrix")
  @Test
  void handlerSpansCanBeTurnedOff() {
    try (TestServer server = with("handler-spans", "false")) {
      Call call = server.callFailing("fail", Map.of());
      server.collector().serverSpan(server.peer().callTool("echo"));

      List<SpanView> trace = server.collector().trace(call.parent().traceId());
      assertEquals(List.of("SERVER"), trace.stream().map(SpanView::kind).toList());
      EventView event = trace.get(0).events().get(0);
      assertEquals("exception", event.name());
      assertEquals("java.lang.IllegalStateException", event.attributes().get("exception.type"));
    }
  }

  @Test
  void propertiesAreTakenFromTheAgentsArgumentsToo() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess process =
            TestServer.launch(ServerKind.STDIO)
                .exportingTo(receiver)
                .agent(PREFIX + "handler-spans=false," + PREFIX + "exclude-spans=ping,tools/list")
                .start()) {
      assertNoHandlerSpansAndNoPings(Collector.of(receiver), process);
    }
  }

  @Test
  void propertiesAreTakenFromTheEnvironmentToo() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess process =
            TestServer.launch(ServerKind.STDIO)
                .exportingTo(receiver)
                .environment("OTEL_INSTRUMENTATION_MCP_HANDLER_SPANS", "false")
                .environment("OTEL_INSTRUMENTATION_MCP_EXCLUDE_SPANS", "ping")
                .environment("OTEL_INSTRUMENTATION_MCP_ENABLED", "maybe")
                .start()) {
      process
          .stderr()
          .await(
              0,
              line -> line.contains(PREFIX + "enabled=maybe: expected true or false; using true."),
              AppProcess.PATIENCE);
      assertNoHandlerSpansAndNoPings(Collector.of(receiver), process);
    }
  }

  private static void assertNoHandlerSpansAndNoPings(Collector collector, AppProcess process) {
    RawPeer peer = new RawStdio(process);
    peer.initialize();
    Call ping = peer.request("ping");
    Call call = peer.callTool("echo");
    collector.serverSpan(peer.callTool("where"));

    assertEquals(
        List.of("SERVER"),
        collector.trace(call.parent().traceId()).stream().map(SpanView::kind).toList());
    assertEquals(List.of(), collector.trace(ping.parent().traceId()));
  }

  private static TestServer with(String property, String value) {
    return TestServer.start(ServerKind.STDIO, Map.of(PREFIX + property, value));
  }
}
