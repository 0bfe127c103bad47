// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is left of the agent where the user wants less of it. */
class ModesIT {

  private static final String MODE = "otel.instrumentation.mcp.mode";

  @Test
  void metricsModeMeasuresAndMakesNoSpans() {
    try (TestServer server = TestServer.start(ServerKind.STDIO, Map.of(MODE, "metrics"))) {
      Call call = server.peer().callTool("where");

      server
          .collector()
          .awaitMetric(
              "mcp.server.operation.duration",
              server
                  .metric("tools/call")
                  .with("gen_ai.tool.name", "where")
                  .with("gen_ai.operation.name", "execute_tool")
                  .map());
      assertEquals(List.of(), server.collector().spans());
      // What comes in with the call is current all the same, so that log lines name its trace.
      Map<String, Object> seen = Json.parse(call.text());
      assertEquals(call.parent().traceId(), seen.get("trace_id"));
      assertEquals(call.parent().spanId(), seen.get("span_id"));
    }
  }

  @Tag("matrix")
  @Test
  void metricsModeHasRecordsOnlyWhereTheyAreAskedFor() {
    try (TestServer server = TestServer.start(ServerKind.STDIO, Map.of(MODE, "metrics"))) {
      server.peer().callTool("echo");
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      assertFalse(server.collector().metrics().isEmpty());
      assertEquals(List.of(), server.collector().logs());
    }
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO, Map.of(MODE, "metrics", "otel.instrumentation.mcp.record", "otlp"))) {
      Call call = server.peer().callTool("echo");

      LogView record = server.collector().awaitLog(log -> "tools/call echo: ok".equals(log.body()));
      assertEquals("mcp.operation", record.eventName());
      assertEquals(String.valueOf(call.id()), record.attributes().get("jsonrpc.request.id"));
      // There is no span of its own, but the one of the caller's.
      assertEquals(call.parent().traceId(), record.traceId());
    }
  }

  @Tag("matrix")
  @Test
  void propagationModeHasNoRecordsEvenWhereTheyAreAskedFor() {
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO,
            Map.of(MODE, "propagation", "otel.instrumentation.mcp.record", "otlp"))) {
      server.peer().callTool("echo");
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      assertEquals(List.of(), server.collector().logs());
    }
  }

  @Test
  void propagationModePassesTheContextOnAndNothingElse() {
    try (TestServer other = TestServer.start(ServerKind.STREAMABLE);
        TestServer server = TestServer.start(ServerKind.STDIO, Map.of(MODE, "propagation"))) {
      String url = "http://127.0.0.1:" + other.process().port();
      Call call = server.peer().callTool("callother", Map.of("url", url));

      SpanView served =
          other
              .collector()
              .awaitSpan(
                  span ->
                      span.traceId().equals(call.parent().traceId())
                          && span.name().equals("tools/call echo"));
      assertEquals("SERVER", served.kind());
      assertEquals(call.parent().spanId(), served.parentSpanId());
      assertNull(Json.parse(server.peer().callTool("where").text()).get("trace_id"));
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);
      assertEquals(List.of(), server.collector().spans());
      assertEquals(List.of(), server.collector().metrics());
      assertEquals(List.of(), server.collector().logs());
      List<String> lines = server.process().agentLines();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains("mode propagation"), lines::toString);
    }
  }
}
