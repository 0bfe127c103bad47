// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.app.ServerMain;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestClient;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.TelemetryApp;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** What is buffered leaves with the JVM, and does not hold it up. */
@Isolated("it looks at the clock")
class ExitIT {

  /** Two seconds for the flush; the rest is for a JVM's exit on a busy machine. */
  private static final Duration ALLOWED = Duration.ofMillis(2000 + 1500);

  /** Less than the first pause of an exporter whose connection is refused. */
  private static final Duration NOTICED = Duration.ofMillis(700);

  /** Nothing is exported before the end. */
  private static final Map<String, String> PATIENT =
      Map.of(
          "otel.bsp.schedule.delay", "600000",
          "otel.metric.export.interval", "600000");

  @Tag("matrix")
  @Test
  void bufferIsFlushedWhenStdinIsClosed() {
    assertFlushedAfter(AppProcess::closeStdin);
  }

  @Test
  void bufferIsFlushedOnSigterm() {
    assertFlushedAfter(AppProcess::terminate);
  }

  @Test
  void bufferIsFlushedOnSystemExitAndTheStatusIsKept() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            App.on(Jdk.oldest()).main(ServerMain.class, "streamable", "sync").start();
        TestClient client =
            TestClient.start(
                App.on(Jdk.oldest()).exportingTo(receiver).properties(PATIENT),
                "sync",
                "streamable",
                60_000,
                List.of("http://127.0.0.1:" + server.port()))) {
      client.expect("init");
      client.expect("call [\"echo\"]");
      client.process().send("exit 3");

      assertEquals(3, client.process().awaitExit(ALLOWED));
      assertEquals(
          1, count(receiver, "tools/call echo"), () -> receiver.store().spans().toString());
      assertTrue(
          receiver.store().metrics().stream()
              .anyMatch(metric -> metric.name().equals("mcp.client.session.duration")));
    }
  }

  @Tag("matrix")
  @Test
  void lastMetricsLeaveThoughAnExportIsUnderWay() {
    try (TestServer server =
        TestServer.start(ServerKind.STDIO, Map.of("otel.traces.exporter", "none"))) {
      server.receiver().delayResponses(Duration.ofMillis(700));
      server.peer().callTool("echo");
      server
          .collector()
          .awaitMetricWith("mcp.server.operation.duration", Map.of("gen_ai.tool.name", "echo"));
      server.peer().callTool("session");
      server.process().closeStdin();
      server.process().awaitExit(ALLOWED);

      assertTrue(
          server.collector().metrics().stream()
              .anyMatch(metric -> "session".equals(metric.attributes().get("gen_ai.tool.name"))));
    }
  }

  @Tag("matrix")
  @Test
  void whatWaitsForAnSdkThatNeverComesIsSent() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            TelemetryApp.server(17, TelemetryApp.NEWEST, "stdio", "async", "api")
                .exportingTo(receiver)
                .property("otel.instrumentation.mcp.telemetry", "application")
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      Call call = peer.callTool("current");
      server.closeStdin();
      server.awaitExit(AppProcess.PATIENCE);

      Collector collector = Collector.of(receiver);
      assertEquals(collector.serverSpan(call).spanId(), collector.handlerSpan(call).parentSpanId());
      List<String> lines = server.agentLines();
      assertEquals(1, lines.size(), lines::toString);
      assertTrue(lines.get(0).contains("has made no OpenTelemetry SDK"), lines::toString);
    }
  }

  /** Where each export is tried again after a second at the earliest, as in OpenTelemetry's own. */
  @Tag("matrix")
  @Test
  void collectorThatRefusesDoesNotHoldTheExitUpAtAll() {
    Duration none = exit(TestServer.launch(ServerKind.STDIO).withoutAgent());
    Duration least = Duration.ofDays(1);
    for (int i = 0; i < 3 && least.minus(none).compareTo(NOTICED) > 0; i++) {
      Duration one = exit(exportingTo("http://127.0.0.1:1"));
      least = one.compareTo(least) < 0 ? one : least;
    }
    String took = least + ", without the agent " + none;
    assertTrue(least.minus(none).compareTo(NOTICED) <= 0, took);
  }

  @Test
  void collectorThatNeverAnswersDoesNotHoldTheExitUp() {
    try (OtlpReceiver receiver = OtlpReceiver.start()) {
      receiver.delayResponses(Duration.ofMinutes(5));
      assertExitsInTime(receiver.endpoint());
    }
  }

  @Tag("matrix")
  @Test
  void collectorThatNeverAcceptsDoesNotHoldTheExitUp() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertExitsInTime("http://127.0.0.1:" + full.getLocalPort());
    }
  }

  private static void assertFlushedAfter(Consumer<AppProcess> end) {
    try (TestServer server = TestServer.start(ServerKind.STDIO, PATIENT)) {
      Call call = server.peer().callTool("echo");
      assertEquals(List.of(), server.collector().spans());

      end.accept(server.process());
      server.process().awaitExit(ALLOWED);

      assertEquals(1, count(server.receiver(), "tools/call echo"));
      assertEquals(2, server.collector().trace(call.parent().traceId()).size());
      assertTrue(
          server.collector().metrics().stream()
              .anyMatch(metric -> metric.name().equals("mcp.server.operation.duration")));
    }
  }

  private static void assertExitsInTime(String endpoint) {
    exit(exportingTo(endpoint));
  }

  private static App exportingTo(String endpoint) {
    return TestServer.launch(ServerKind.STDIO).exportingTo(endpoint).properties(PATIENT);
  }

  /** How long it takes from the end of its stdin to its own. */
  private static Duration exit(App app) {
    try (AppProcess server = app.start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      peer.callTool("echo");
      long start = System.nanoTime();
      server.closeStdin();

      assertEquals(0, server.awaitExit(ALLOWED));
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  private static long count(OtlpReceiver receiver, String name) {
    return receiver.store().spans().stream().filter(span -> span.name().equals(name)).count();
  }
}
