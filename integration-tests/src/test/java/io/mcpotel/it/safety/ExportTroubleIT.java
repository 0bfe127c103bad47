// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** Of a collector in trouble is told what one needs to know, and no secret. */
class ExportTroubleIT {

  /** More than the agent's queue takes, so that spans must be dropped. */
  private static final int CALLS = 600;

  private final OtlpReceiver receiver = OtlpReceiver.start();

  @AfterEach
  void stop() {
    receiver.close();
  }

  /** What it says is a message of protocol buffers with a text in it. */
  @Test
  void wordsOfACollectorArePrintedOnALineAndWithoutSecrets() {
    byte[] text =
        ("no key ghp_16C7e42F292c6912E7710c838347Ae178B4a \u001b[2J\u009b2J\u202e\n"
                + "[mcp-otel-agent] all is well")
            .getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream status = new ByteArrayOutputStream();
    status.write(0x12);
    status.write(text.length);
    status.writeBytes(text);
    receiver.respondWith(400, status.toByteArray());
    try (AppProcess server = launch(receiver.endpoint()).start()) {
      callAndEndAfter("no key [redacted:", server);

      List<String> lines = server.stderr().lines();
      for (String line : lines) {
        assertTrue(line.startsWith("[mcp-otel-agent] "), lines::toString);
        assertFalse(line.contains("16C7e42F292c6912E7710c838347Ae178B4a"), lines::toString);
        assertFalse(line.startsWith("[mcp-otel-agent] all is well"), lines::toString);
        assertFalse(
            line.chars().anyMatch(c -> Character.isISOControl(c) || c == '\u202e'),
            lines::toString);
      }
    }
  }

  @ParameterizedTest
  @CasesSource({
    "http/protobuf, 127.0.0.1:1,",
    "http/protobuf, collector.invalid,",
    "grpc, 127.0.0.1:1,",
    // The SDK refuses a query, and says what it was.
    "http/protobuf, 127.0.0.1:1, /?k=MARK-QUERY",
  })
  void howToLogInAtTheCollectorIsNeverPrinted(String protocol, String host, String query) {
    try (AppProcess server =
        launch("http://some-user:MARK-PASSWORD@" + host + query)
            .property("otel.instrumentation.mcp.debug", "true")
            .property("otel.exporter.otlp.protocol", protocol)
            .property("otel.exporter.otlp.headers", "x-key=MARK-HEADER")
            .property("otel.exporter.otlp.logs.headers", "MARK-NO-HEADER")
            .start()) {
      callAndEndAfter(query.isEmpty() ? "to http://" + host : "telemetry is off", server);

      List<String> lines = server.stderr().lines();
      assertFalse(lines.stream().anyMatch(line -> line.contains("MARK")), lines::toString);
    }
  }

  @Test
  void collectorThatComesBackGetsWhatFollows() {
    receiver.respondWith(500, new byte[0]);
    try (AppProcess server = launch(receiver.endpoint()).start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      peer.callTool("echo");
      receiver.respondNormally();

      Collector.of(receiver).serverSpan(peer.callTool("echo"));
    }
  }

  @Tag("matrix")
  @Test
  void spansThatFindTheQueueFullAreCounted() {
    try (AppProcess server =
        launch(receiver.endpoint())
            .property("otel.exporter.otlp.traces.endpoint", "http://127.0.0.1:1/v1/traces")
            .property("otel.bsp.max.queue.size", "64")
            .property("otel.bsp.max.export.batch.size", "32")
            .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      for (int i = 0; i < CALLS; i++) {
        peer.callTool("echo");
      }

      MetricView dropped =
          receiver
              .store()
              .awaitMetric(
                  metric ->
                      metric.name().equals("processedSpans")
                          && Boolean.TRUE.equals(metric.attributes().get("dropped")),
                  AppProcess.PATIENCE);
      assertTrue(dropped.value() > 0, dropped::toString);
    }
  }

  /** The server ends when it has printed this. */
  private static void callAndEndAfter(String words, AppProcess server) {
    RawPeer peer = new RawStdio(server);
    peer.initialize();
    peer.callTool("echo");
    server.stderr().await(0, line -> line.contains(words), AppProcess.PATIENCE);
    server.closeStdin();
    server.awaitExit(AppProcess.PATIENCE);
  }

  private static App launch(String endpoint) {
    return TestServer.launch(ServerKind.STDIO).exportingTo(endpoint);
  }
}
