// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Json;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Release;
import io.mcpotel.it.support.receiver.FakeHub;
import io.mcpotel.it.support.receiver.TlsFront;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A hub hears of a server for as long as it lives, and that it ends. */
class ReportIT {

  private static final String OURS = "otel.instrumentation.mcp.report.";
  private static final String PATH = "/api/v1/metrics";
  private static final String TOKEN = "hush-hush-0123456789";

  /** Two seconds for all of the agent; the rest is for a JVM's exit on a busy machine. */
  private static final Duration ALLOWED = Duration.ofMillis(2000 + 5000);

  @Test
  void totalsGrowOverTlsAndTheLastReportSaysGoodbyeWhenStdinIsClosed(@TempDir Path folder)
      throws Exception {
    try (FakeHub hub = new FakeHub();
        TlsFront front = TlsFront.of(hub.root(), folder);
        AppProcess server =
            reportingTo(front.endpoint() + PATH)
                .property(OURS + "certificate", front.certificate().toString())
                .property("otel.traces.exporter", "none")
                .property("otel.metrics.exporter", "none")
                .property("otel.logs.exporter", "none")
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      peer.callTool("echo");
      FakeHub.Report first = hub.await(r -> tool(r, "echo") != null);
      int requests = (int) first.metric("requests_total");
      peer.callTool("echo");
      peer.start("tools/call", Map.of("name", "fail", "arguments", Map.of()));
      FakeHub.Report later = hub.await(r -> (int) r.metric("requests_total") >= requests + 2);
      server.closeStdin();
      FakeHub.Report last = hub.await(FakeHub.Report::isLast);
      server.awaitExit(AppProcess.PATIENCE);

      assertEquals("Bearer " + TOKEN, first.authorization());
      assertEquals(
          List.of("server_id", "timestamp", "metrics", "mcp"), List.copyOf(first.body().keySet()));
      assertEquals("weather-" + server.pid(), first.body().get("server_id"));
      assertEquals(0, first.metric("errors_total"));
      assertEquals(1, later.metric("errors_total"));
      assertTrue((int) first.metric("latency_p95_ms") > 0);
      assertTrue((int) first.metric("active_tools") > 1);
      assertTrue((int) first.metric("memory_mb") > 1);
      assertEquals("up", first.mcp().get("state"));
      assertEquals(1, first.mcp().get("sessions"));
      assertEquals(server.pid(), ((Number) first.mcp().get("pid")).longValue());
      assertEquals(List.of(Release.NEWEST.version()), first.mcp().get("sdk_versions"));
      assertEquals("under-test", Json.object(first.mcp(), "service").get("name"));
      assertSaysWhatTheDoctorFinds(later);
      assertEquals(2, tool(later, "echo").get("requests"));
      assertEquals(later.metric("requests_total"), last.metric("requests_total"));
      assertFalse(hub.hasMore());
      assertFalse(server.stderr().toString().contains(TOKEN), server.stderr()::toString);
      assertEquals(1, server.agentLines().size(), server.agentLines()::toString);
    }
  }

  @Tag("matrix")
  @Test
  void sigtermIsToldWithTheTokenOfTheVariable() throws Exception {
    try (FakeHub hub = new FakeHub();
        AppProcess server =
            TestServer.launch(ServerKind.STREAMABLE)
                .exportingTo("http://127.0.0.1:1")
                .property("otel.instrumentation.mcp.debug", "true")
                .property(OURS + "endpoint", hub.root() + PATH)
                .property(OURS + "interval", "1s")
                .environment("MCP_MONITORING_TOKEN", TOKEN)
                .start()) {
      RawPeer peer = TestServer.connect(ServerKind.STREAMABLE, server);
      peer.initialize();
      peer.callTool("echo");
      hub.await(r -> tool(r, "echo") != null);
      server.terminate();
      FakeHub.Report last = hub.await(FakeHub.Report::isLast);
      server.awaitExit(AppProcess.PATIENCE);

      assertEquals("Bearer " + TOKEN, last.authorization());
      assertFalse(server.stderr().toString().contains(TOKEN), server.stderr()::toString);
    }
  }

  @Tag("matrix")
  @Test
  void hubThatNeverAnswersDoesNotHoldTheExitUpAndItsTokenIsNotPrinted() throws IOException {
    // The system takes the connection, and nobody reads from it.
    try (ServerSocket dead = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        AppProcess server =
            reportingTo("http://127.0.0.1:" + dead.getLocalPort() + "/?key=" + TOKEN).start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      peer.callTool("echo");
      // It has begun to report: it is in the midst of it when the JVM ends.
      dead.accept();
      server.closeStdin();
      server.awaitExit(ALLOWED);

      assertFalse(server.stderr().toString().contains(TOKEN), server.stderr()::toString);
    }
  }

  private static App reportingTo(String endpoint) {
    return TestServer.launch(ServerKind.STDIO)
        .exportingTo("http://127.0.0.1:1")
        .property(OURS + "endpoint", endpoint)
        .property(OURS + "interval", "1s")
        .property(OURS + "token", TOKEN)
        .property(OURS + "server-id", "weather-%p");
  }

  /** What is bad first, and without a path of the machine. */
  private static void assertSaysWhatTheDoctorFinds(FakeHub.Report report) {
    List<String> lines =
        ((List<?>) report.mcp().get("doctor"))
            .stream()
                .map(finding -> (Map<?, ?>) finding)
                .map(one -> one.get("ok") + " " + one.get("about") + ": " + one.get("text"))
                .toList();
    assertEquals(
        List.of(
            "false settings: otel.traces.exporter=none: no traces are exported",
            "false settings: otel.metrics.exporter=none: no metrics are exported",
            "false settings: otel.logs.exporter=none: no logs are exported"),
        lines.subList(0, 3));
    assertTrue(lines.get(3).startsWith("true agent: release "), lines::toString);
    assertEquals(
        "true sdk: MCP SDK " + Release.NEWEST.version() + " in class loader app", lines.get(4));
    assertTrue(lines.get(5).endsWith(" in MCP SDK " + Release.NEWEST.version() + ", all fit"));
    assertTrue(lines.get(6).startsWith("true telemetry: MCP SDK "), lines::toString);
    assertEquals(7, lines.size(), lines::toString);
  }

  /** What a report says of a tool, or null. */
  private static Map<?, ?> tool(FakeHub.Report report, String name) {
    return ((List<?>) report.mcp().get("tools"))
        .stream()
            .map(tool -> (Map<?, ?>) tool)
            .filter(tool -> name.equals(tool.get("name")))
            .findFirst()
            .orElse(null);
  }
}
