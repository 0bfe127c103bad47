// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.othertelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Libraries;
import io.mcpotel.it.support.process.OpenTelemetryJavaagent;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LinkView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Beside vendors' builds of the OpenTelemetry Java agent, which are joined like the original. */
@Tag("matrix")
class OpenTelemetryBuildsIT {

  private static final String OURS = "io.mcpotel.agent";
  private static final Map<String, Object> ECHO = Map.of("name", "echo", "arguments", Map.of());
  private static final String NAME = "tools/call echo";

  /** Each says in its resource that it is not our SDK: by the version of the distribution. */
  @ParameterizedTest(name = "{0}, first: {1}")
  @CsvSource({
    "com.splunk:splunk-otel-javaagent:2.24.0,true,"
        + "telemetry.distro.version,splunk-2.24.0-otel-2.24.0",
    "software.amazon.opentelemetry:aws-opentelemetry-agent:1.32.0,false,"
        + "telemetry.auto.version,1.32.0-aws"
  })
  void spansLeaveThroughItOnce(String build, boolean first, String resourceKey, String value) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            OpenTelemetryJavaagent.beside(
                    TestServer.launch(ServerKind.STREAMABLE), option(build), first, receiver)
                .property("otel.metrics.exporter", "otlp")
                .start()) {
      RawPeer peer = new RawHttp(server.port());
      peer.initialize();
      Call traced = peer.callTool("echo");
      Map<String, Object> answer = peer.requestAsIs("tools/call", ECHO);
      Collector collector = Collector.of(receiver);

      SpanView linking = collector.serverSpan(traced);
      assertEquals(traced.parent().spanId(), linking.parentSpanId());
      LinkView link = linking.links().get(0);
      SpanView around = collector.awaitSpan(span -> span.spanId().equals(link.spanId()));
      assertServesHttp(around);
      assertBelow(linking, collector.handlerSpan(traced));

      SpanView plain =
          collector.awaitSpan(
              span ->
                  span.name().equals(NAME)
                      && String.valueOf(answer.get("id"))
                          .equals(span.attributes().get("jsonrpc.request.id")));
      SpanView http = collector.awaitSpan(span -> span.spanId().equals(plain.parentSpanId()));
      assertServesHttp(http);
      assertBelow(http, plain);
      SpanView handler = collector.awaitSpan(span -> span.parentSpanId().equals(plain.spanId()));
      assertEquals("execute_tool echo", handler.name());

      for (SpanView ours : List.of(linking, plain, handler)) {
        assertEquals(OURS, ours.scopeName());
        assertEquals(value, ours.resource().get(resourceKey), ours.resource()::toString);
      }
      MetricView measured = collector.awaitServedCalls("echo", 2);
      assertEquals(value, measured.resource().get(resourceKey));
      assertJoined(server);

      server.send("stop");
      server.awaitExit(AppProcess.PATIENCE);
      assertEquals(2, collector.spans().stream().filter(span -> span.name().equals(NAME)).count());
    }
  }

  /** It speaks no OTLP, and to its own place only: nothing of ours may go elsewhere. */
  @Test
  void nothingGoesPastApplicationInsights() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        VendorBackend backend = VendorBackend.start();
        AppProcess server =
            OpenTelemetryJavaagent.beside(
                    TestServer.launch(ServerKind.STREAMABLE),
                    option("com.microsoft.azure:applicationinsights-agent:3.5.3"),
                    true,
                    receiver)
                .environment("APPLICATIONINSIGHTS_SELF_DIAGNOSTICS_LEVEL", "OFF")
                .environment("APPLICATIONINSIGHTS_SAMPLING_PERCENTAGE", "100")
                .property(
                    "applicationinsights.connection.string",
                    "InstrumentationKey=00000000-0000-0000-0000-000000000000;"
                        + "IngestionEndpoint=http://127.0.0.1:"
                        + backend.port()
                        + "/")
                .start()) {
      RawPeer peer = new RawHttp(server.port());
      peer.initialize();
      Call traced = peer.callTool("echo");
      assertEquals("{}", traced.text());
      backend.await(traced.parent().traceId());
      backend.await("execute_tool echo");

      server.send("stop");
      server.awaitExit(AppProcess.PATIENCE);
      assertJoined(server);
      assertEquals(List.of(), receiver.requestHeaders());
    }
  }

  private static String option(String build) {
    return "-javaagent:" + Libraries.of(build).jars().get(0);
  }

  private static void assertServesHttp(SpanView span) {
    assertEquals("SERVER", span.kind());
    assertTrue(span.name().startsWith("POST "), span::name);
  }

  private static void assertBelow(SpanView parent, SpanView child) {
    assertEquals(parent.spanId(), child.parentSpanId());
    assertEquals(parent.traceId(), child.traceId());
  }

  private static void assertJoined(AppProcess server) {
    List<String> lines = server.agentLines();
    assertEquals(1, lines.size(), lines::toString);
    assertTrue(lines.get(0).contains("through the OpenTelemetry Java agent"), lines::toString);
  }
}
