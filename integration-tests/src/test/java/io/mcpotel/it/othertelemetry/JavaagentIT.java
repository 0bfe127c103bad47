// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.othertelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.AgentJar;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.OpenTelemetryJavaagent;
import io.mcpotel.it.support.process.TelemetryApp;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LinkView;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Beside the OpenTelemetry Java agent: one trace, and nothing twice. */
@Tag("matrix")
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
                60_000,
                List.of("http://127.0.0.1:" + server.port()))) {
      client.expect("init");
      client.expect("call [\"work\", {}]");
      client.expect("call [\"query\", {}]");
      client.expect("call [\"fetch\", {\"url\": \"http://127.0.0.1:" + server.port() + "/mdc\"}]");
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
      for (SpanView span : List.of(sent, received)) {
        LogView record = collector.awaitRecord(span);
        assertEquals(span.traceId(), record.traceId());
        assertEquals("tools/call work: ok", record.body());
        assertEquals(span.resource(), record.resource());
      }
      assertIsBelow(collector, "SELECT", "execute_tool query");
      SpanView fetching = collector.awaitSpan("INTERNAL", "execute_tool fetch");
      Predicate<SpanView> fetched =
          span -> span.name().equals("GET") && span.parentSpanId().equals(fetching.spanId());
      SpanView one = collector.awaitSpan(fetched);
      collector.awaitSpan(fetched.and(span -> span != one));

      for (AppProcess process : List.of(client.process(), server)) {
        List<String> lines = process.agentLines();
        assertEquals(1, lines.size(), lines::toString);
        assertTrue(lines.get(0).contains(THROUGH), lines::toString);
        assertEquals(1, exporters(process, jdk));
      }
      server.send("stop");
      server.awaitExit(AppProcess.PATIENCE);
      assertTrue(
          server.stderr().lines().contains("context leaks: none"), server.stderr()::toString);
    }
  }

  @Test
  void itIsJoinedWhenOursIsAttachedAtRunTime() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            OpenTelemetryJavaagent.beside(
                    TelemetryApp.server(17, TelemetryApp.NEWEST, "stdio", "sync", "api"),
                    true,
                    receiver)
                .withoutAgent()
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      AgentJar.attach(server);
      Call call = peer.callTool("work");

      Collector collector = Collector.of(receiver);
      SpanView received = collector.serverSpan(call);
      assertIsBelow(collector, "inside", "execute_tool work");
      assertEquals(OURS, received.scopeName());
      assertEquals(
          "opentelemetry-java-instrumentation", received.resource().get("telemetry.distro.name"));
      assertTrue(server.agentLines().get(0).contains(THROUGH), server.agentLines()::toString);
    }
  }

  @Test
  void whereItLeavesTheApiAloneThatIsToldAndOursExports() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            OpenTelemetryJavaagent.beside(TestServer.launch(ServerKind.STDIO), false, receiver)
                .property("otel.instrumentation.opentelemetry-api.enabled", "false")
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      SpanView received = Collector.of(receiver).serverSpan(peer.callTool("echo"));

      assertNull(received.resource().get("telemetry.distro.name"));
      List<String> lines = server.agentLines();
      assertEquals(2, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains("leaves the OpenTelemetry API alone"), lines::toString);
      assertTrue(lines.get(1).contains(receiver.endpoint()), lines::toString);
    }
  }

  @ParameterizedTest(name = "its MCP module on: {0}")
  @ValueSource(booleans = {true, false})
  void oneServerSpanForACallThatItTracesItself(boolean on, @TempDir Path folder) {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            OpenTelemetryJavaagent.beside(TestServer.launch(ServerKind.STDIO), true, receiver)
                .property(
                    "otel.javaagent.extensions",
                    OpenTelemetryJavaagent.mcpExtension(folder).toString())
                .property("otel.instrumentation.mcp-java-sdk.enabled", String.valueOf(on))
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      Call call = peer.callTool("echo");
      Collector collector = Collector.of(receiver);
      collector.handlerSpan(call);
      collector.serverSpan(peer.request("ping"));

      List<SpanView> served =
          collector.spans().stream()
              .filter(span -> span.kind().equals("SERVER") && span.name().startsWith("tools/call"))
              .toList();
      assertEquals(1, served.size(), served::toString);
      assertEquals(on ? "tools/call theirs" : "tools/call echo", served.get(0).name());
      assertEquals(
          on ? 1 : 0,
          server.agentLines().stream()
              .filter(line -> line.contains("otel.instrumentation.mcp-java-sdk.enabled=false"))
              .count());
    }
  }

  private static void assertIsBelow(Collector collector, String name, String function) {
    SpanView parent = collector.awaitSpan("INTERNAL", function);
    collector.awaitSpan(
        span -> span.name().startsWith(name) && span.parentSpanId().equals(parent.spanId()));
  }

  /** How many threads of the JVM export spans. */
  private static long exporters(AppProcess process, int jdk) {
    List<String> command =
        List.of(Jdk.version(jdk).jcmd().toString(), String.valueOf(process.pid()), "Thread.print");
    try (AppProcess jcmd = App.start(command, Map.of())) {
      jcmd.awaitExit(AppProcess.PATIENCE);
      return jcmd.stdout().lines().stream()
          .filter(line -> line.startsWith("\"BatchSpanProcessor"))
          .count();
    }
  }

  private static void assertBelow(SpanView parent, SpanView child, Collector collector) {
    assertEquals(
        parent.spanId(), child.parentSpanId(), () -> child.name() + " in " + collector.tree());
  }

  private static long count(Collector collector, String kind, String name) {
    return collector.spans().stream()
        .filter(span -> span.kind().equals(kind) && span.name().equals(name))
        .count();
  }
}
