// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.othertelemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawHttp;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.TelemetryApp;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.FakeHub;
import io.mcpotel.it.support.receiver.WebhookReceiver;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** In an application that has an OpenTelemetry SDK of its own: its spans and ours are one trace. */
class ApplicationSdkIT {

  private static final String OURS = "otel.instrumentation.mcp.";
  private static final String DURATION = "mcp.server.operation.duration";
  private static final Map<String, String> EXPECTED =
      Map.of("otel.instrumentation.mcp.telemetry", "application");
  private static final String GREETING = "through the application's OpenTelemetry SDK";

  @ParameterizedTest(name = "API {0}, {1}, {2} {3}, JDK {4}")
  @CasesSource({
    "1.20.0,global,stdio,sync,17",
    "1.31.0,own,stdio,async,25",
    "1.49.0,own,streamable,sync,17",
    "1.67.0,global,streamable,async,25",
  })
  void itsSpansAndOursAreOneTrace(
      String version, String how, String transport, String api, int jdk) {
    try (Server server = new Server(TelemetryApp.server(jdk, version, transport, api, how))) {
      Call current = server.peer.callTool("current");
      Call work = server.peer.callTool("work");

      SpanView function = server.its.handlerSpan(current);
      assertEquals(server.its.serverSpan(current).spanId(), function.parentSpanId());
      assertEquals(current.text(), function.traceId() + " " + function.spanId());
      SpanView worked = functionSpan(server, work, "execute_tool work");
      SpanView inside = functionSpan(server, work, "inside");
      SpanView elsewhere = functionSpan(server, work, "elsewhere");
      assertEquals(worked.spanId(), inside.parentSpanId());
      assertEquals(inside.spanId(), elsewhere.parentSpanId());
      assertEquals("the-application", worked.resource().get("service.name"));

      MetricView duration =
          server.its.awaitMetricWith(DURATION, Map.of("gen_ai.tool.name", "work"));
      boolean takesBuckets = !version.equals("1.20.0") && !version.equals("1.31.0");
      assertEquals(takesBuckets ? 0.01 : 0.0, duration.bounds().get(0));
      boolean writesLogs = TelemetryApp.hasLogs(version);
      LogView record =
          (writesLogs ? server.its : server.standalone).awaitRecord(server.its.serverSpan(current));
      List<String> lines = server.process.agentLines();
      assertTrue(lines.get(0).contains(GREETING), lines::toString);
      assertEquals(
          takesBuckets ? 0 : 1,
          lines.stream().filter(line -> line.contains("older than 1.32")).count());
      assertEquals(
          writesLogs ? 0 : 1,
          lines.stream().filter(line -> line.contains("exports no log records")).count());
      assertEquals(
          1 + (takesBuckets ? 0 : 1) + (writesLogs ? 0 : 1), lines.size(), lines::toString);

      assertEquals(current.parent().traceId(), record.traceId());
      assertEquals("tools/call current: ok", record.body());
      // What the user has named goes by that name.
      assertEquals(
          writesLogs ? "the-application" : "under-test", record.resource().get("service.name"));
      if (writesLogs) {
        assertEquals("", server.ours());
      }
      server.stop();
      assertTrue(server.process.stderr().lines().contains("context leaks: none"));
    }
  }

  @Test
  void callsBeforeItMadeItsSdkAreKeptForIt() {
    try (Server server =
        new Server(
            TelemetryApp.server(17, TelemetryApp.NEWEST, "stdio", "sync", "api"), EXPECTED)) {
      Call before = server.peer.callTool("current");
      server.peer.callTool("make", Map.of("how", "own"));
      Call after = server.peer.callTool("work");

      SpanView early = server.its.serverSpan(before);
      SpanView made = server.its.awaitSpan(span -> span.name().equals("execute_tool make"));
      SpanView late = server.its.serverSpan(after);
      assertEquals("tools/call current", early.name());
      assertEquals(early.spanId(), server.its.handlerSpan(before).parentSpanId());
      assertTrue(early.startNanos() < early.endNanos());
      assertTrue(early.endNanos() <= made.startNanos());
      assertTrue(made.endNanos() <= late.startNanos());
      assertEquals(
          functionSpan(server, after, "execute_tool work").spanId(),
          functionSpan(server, after, "inside").parentSpanId());
      SpanView first = server.its.awaitSpan("SERVER", "initialize");
      LogView record = server.its.awaitRecord(first);
      assertEquals(first.traceId(), record.traceId());
      server.its.awaitSession("initialized");
      server.its.awaitMetricWith(DURATION, Map.of("gen_ai.tool.name", "current"));
      assertEquals("", server.ours());
      List<String> lines = server.process.agentLines();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains(GREETING), lines::toString);
    }
  }

  @Tag("matrix")
  @Test
  void anSdkThatNobodyExpectedIsJoinedFromThenOn() {
    try (Server server =
        new Server(TelemetryApp.server(17, TelemetryApp.NEWEST, "stdio", "sync", "api"))) {
      Call before = server.peer.callTool("current");
      server.peer.callTool("make", Map.of("how", "own"));
      Call after = server.peer.callTool("work");

      server.standalone.serverSpan(before);
      server.standalone.awaitSpan("SERVER", "tools/call make");
      assertEquals(
          functionSpan(server, after, "execute_tool work").spanId(),
          functionSpan(server, after, "inside").parentSpanId());
      assertEquals(
          List.of(),
          server.its.spans().stream().filter(span -> span.name().endsWith("current")).toList());
      List<String> lines = server.process.agentLines();
      assertEquals(2, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains("has made no OpenTelemetry SDK"), lines::toString);
      assertTrue(lines.get(1).contains(GREETING + " from now on"), lines::toString);
    }
  }

  @Tag("matrix")
  @Test
  void whatItsSdkDoesNotExportIsExportedByTheAgent() {
    try (Server server =
        new Server(
            TelemetryApp.server(25, "1.49.0", "stdio", "sync", "unmeasured"),
            Map.of("otel.service.name", ""))) {
      Call call = server.peer.callTool("current");

      server.its.serverSpan(call);
      MetricView duration =
          server.standalone.awaitMetricWith(DURATION, Map.of("gen_ai.tool.name", "current"));
      assertEquals("the-application", duration.resource().get("service.name"));
      LogView record = server.standalone.awaitRecord(server.its.serverSpan(call));
      assertEquals(call.parent().traceId(), record.traceId());
      assertEquals("the-application", record.resource().get("service.name"));
      assertEquals(List.of(), server.standalone.spans());
      List<String> lines = server.process.agentLines();
      assertEquals(3, lines.size(), lines::toString);
      assertTrue(lines.toString().contains("exports no metrics"), lines::toString);
      assertTrue(lines.toString().contains("exports no log records"), lines::toString);
    }
  }

  @Tag("matrix")
  @Test
  void standaloneLeavesItsSdkAlone() {
    try (Server server =
        new Server(
            TelemetryApp.server(17, TelemetryApp.NEWEST, "stdio", "sync", "global")
                .property("otel.instrumentation.mcp.telemetry", "standalone"))) {
      Call call = server.peer.callTool("work");

      server.standalone.serverSpan(call);
      SpanView inside = server.its.awaitSpan("INTERNAL", "inside");
      assertEquals("", inside.parentSpanId());
      assertEquals(
          List.of(),
          server.its.spans().stream().filter(span -> span.kind().equals("SERVER")).toList());
      List<String> lines = server.process.agentLines();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains("telemetry=standalone"), lines::toString);
    }
  }

  @Tag("matrix")
  @ParameterizedTest
  @ValueSource(strings = {"agent", "application"})
  void whatIsAskedForAndNotThereIsTold(String home) {
    try (TestServer server =
        TestServer.start(ServerKind.STDIO, Map.of("otel.instrumentation.mcp.telemetry", home))) {
      server.collector().serverSpan(server.peer().callTool("echo"));

      List<String> lines = server.process().agentLines();
      assertEquals(1, lines.size(), lines::toString);
      String missing =
          home.equals("agent")
              ? "no OpenTelemetry Java agent is attached"
              : "the application has no OpenTelemetry SDK";
      assertTrue(lines.get(0).contains(missing), lines::toString);
      assertTrue(lines.get(0).contains(server.receiver().endpoint()), lines::toString);
    }
  }

  private static SpanView functionSpan(Server server, Call call, String name) {
    return server.its.awaitSpan(
        span -> span.traceId().equals(call.parent().traceId()) && span.name().equals(name));
  }

  /** A server with two receivers: one for its own SDK, and one for the agent's. */
  /** What tells of the server itself needs no SDK, and its metric and record go to this one. */
  @Tag("matrix")
  @Test
  void whoIsToBeToldHowTheServerIsHearsOfItAsWell(@TempDir Path folder) throws Exception {
    Path health = folder.resolve("health.json");
    try (FakeHub hub = new FakeHub();
        WebhookReceiver receiver = new WebhookReceiver();
        Server server =
            new Server(
                TelemetryApp.server(17, "1.49.0", "stdio", "sync", "own"),
                Map.of(
                    OURS + "health.file",
                    health.toString(),
                    OURS + "report.endpoint",
                    hub.root() + "/api/v1/metrics",
                    OURS + "report.interval",
                    "1s",
                    OURS + "alert.webhook",
                    receiver.url(),
                    OURS + "alert.p95",
                    "1ms/10s",
                    OURS + "alert.min-requests",
                    "1"))) {
      server.peer.callTool("work");

      assertEquals("slow", hub.await(r -> r.mcp().get("state").equals("slow")).mcp().get("state"));
      String firing = receiver.await(body -> body.contains("\"state\":\"firing\""));
      assertEquals("mcp_p95_latency_exceeds", Json.parse(firing).get("rule"));
      assertEquals("slow", Json.parse(Files.readString(health)).get("state"));
      server.its.awaitMetricWith("mcp.server.state", Map.of("mcp.server.state", "slow"));
      // Of this release, a record has no other name.
      server.its.awaitLog(log -> "mcp.alert".equals(log.attributes().get("event.name")));
      assertEquals("", server.ours());
    }
  }

  private static final class Server implements AutoCloseable {
    private final OtlpReceiver application = OtlpReceiver.start();
    private final OtlpReceiver agent = OtlpReceiver.start();
    private final Collector its = Collector.of(application);
    private final Collector standalone = Collector.of(agent);
    private final AppProcess process;
    private final RawPeer peer;

    Server(App app) {
      this(app, Map.of());
    }

    Server(App app, Map<String, String> properties) {
      process =
          app.exportingTo(agent)
              .properties(properties)
              .property("app.endpoint", application.endpoint())
              .start();
      List<String> command = app.command();
      peer = command.contains("stdio") ? new RawStdio(process) : new RawHttp(process.port());
      peer.initialize();
    }

    void stop() {
      if (peer instanceof RawHttp) {
        process.send("stop");
      } else {
        process.closeStdin();
      }
      process.awaitExit(AppProcess.PATIENCE);
    }

    /** All that the agent exported by itself. */
    String ours() {
      return Stream.concat(
              standalone.logs().stream().map(LogView::eventName),
              Stream.concat(
                  standalone.spans().stream().map(SpanView::name),
                  standalone.metrics().stream().map(MetricView::name)))
          .reduce("", (all, name) -> all + name + " ");
    }

    @Override
    public void close() {
      process.close();
      application.close();
      agent.close();
    }
  }
}
