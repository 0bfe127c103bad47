// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.sample.receiver.LinkView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside the OpenTelemetry Java agent: one trace, and nothing twice. */
class JavaagentIT {

  private static final String OURS = "io.mcpotel.agent";
  private static final String THROUGH = "through the OpenTelemetry Java agent";

  @ParameterizedTest(name = "first: {0}, {1}, JDK {2}")
  @CsvSource({"true,sync,17", "false,async,25"})
  void httpAndMcpSpansAreOneTrace(boolean javaagentFirst, String api, int jdk) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            OpenTelemetryJavaagent.beside(
                    TelemetryApp.server(jdk, TelemetryApp.NEWEST, "streamable", api, "api"),
                    javaagentFirst,
                    receiver)
                .start();
        TestClient client =
            TestClient.start(
                OpenTelemetryJavaagent.beside(App.on(Jdk.version(jdk)), javaagentFirst, receiver),
                api,
                "streamable",
                20_000,
                List.of("http://127.0.0.1:" + server.port()))) {
      client.expect("init");
      client.expect("call [\"work\", {}]");
      Collector collector = Collector.of(receiver);

      SpanView sent = collector.awaitSpan("CLIENT", "tools/call work");
      SpanView received = collector.awaitSpan("SERVER", "tools/call work");
      SpanView function = collector.awaitSpan("INTERNAL", "execute_tool work");
      SpanView inside = collector.awaitSpan("INTERNAL", "inside");
      SpanView elsewhere = collector.awaitSpan("INTERNAL", "elsewhere");
      SpanView posted =
          collector.awaitSpan(
              span ->
                  span.kind().equals("CLIENT")
                      && span.name().startsWith("POST")
                      && span.parentSpanId().equals(sent.spanId()));
      SpanView served =
          collector.awaitSpan(
              span -> span.kind().equals("SERVER") && span.parentSpanId().equals(posted.spanId()));

      assertEquals("", sent.parentSpanId());
      assertBelow(sent, received, collector);
      assertEquals(List.of(new LinkView(served.traceId(), served.spanId())), received.links());
      assertBelow(received, function, collector);
      assertBelow(function, inside, collector);
      assertBelow(inside, elsewhere, collector);
      assertEquals(
          "opentelemetry-java-instrumentation", received.resource().get("telemetry.distro.name"));
      assertEquals(1, count(collector, "SERVER", "tools/call work"));
      assertEquals(1, count(collector, "CLIENT", "tools/call work"));

      MetricView measured =
          collector.awaitMetricWith(
              "mcp.server.operation.duration", Map.of("gen_ai.tool.name", "work"));
      assertEquals(1, measured.count());
      assertEquals(0.01, measured.bounds().get(0));
      assertEquals(
          "opentelemetry-java-instrumentation", measured.resource().get("telemetry.distro.name"));
      assertEquals(1, server.agentLines().size(), server.agentLines()::toString);
      assertTrue(server.agentLines().get(0).contains(THROUGH), server.agentLines()::toString);
    }
  }

  private static void assertBelow(SpanView parent, SpanView child, Collector collector) {
    assertEquals(
        parent.spanId(), child.parentSpanId(), () -> child.name() + " in " + tree(collector));
  }

  private static String tree(Collector collector) {
    return collector.spans().stream()
        .map(
            span ->
                String.join(
                    " ", span.kind(), span.name(), span.spanId(), "below", span.parentSpanId()))
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  private static long count(Collector collector, String kind, String name) {
    return collector.spans().stream()
        .filter(span -> span.kind().equals(kind) && span.name().equals(name))
        .count();
  }
}
