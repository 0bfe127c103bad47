// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.RawPeer;
import io.mcpotel.it.support.peer.RawStdio;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.it.support.receiver.GrpcReceiver;
import io.mcpotel.it.support.receiver.TlsFront;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** The standard properties that say where telemetry goes, and how. */
class ExportIT {

  @ParameterizedTest
  @CasesSource({"17", "25"})
  void grpcIsSpoken(int jdk) {
    try (GrpcReceiver receiver = new GrpcReceiver();
        AppProcess server =
            TestServer.launch(new ServerKind("stdio", "sync", jdk))
                .exportingTo(receiver.endpoint())
                .property("otel.exporter.otlp.protocol", "grpc")
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      Call call = peer.callTool("echo");

      assertEquals("tools/call echo", receiver.collector().serverSpan(call).name());
      receiver
          .collector()
          .awaitMetricWith("mcp.server.operation.duration", Map.of("gen_ai.tool.name", "echo"));
    }
  }

  @Tag("matrix")
  @Test
  void environmentVariablesAreRead() {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        AppProcess server =
            TestServer.launch(ServerKind.STDIO)
                .agent("")
                .environment("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.endpoint())
                .environment("OTEL_SERVICE_NAME", "from-the-environment")
                .environment("OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=test")
                .environment("OTEL_BSP_SCHEDULE_DELAY", "100")
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();
      Call call = peer.callTool("echo");

      Map<String, Object> resource = Collector.of(receiver).serverSpan(call).resource();
      assertEquals("from-the-environment", resource.get("service.name"));
      assertEquals("test", resource.get("deployment.environment.name"));
    }
  }

  @Tag("matrix")
  @Test
  void headersAndCompressionReachTheCollector() {
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO,
            Map.of(
                "otel.exporter.otlp.headers", "api-key=letmein",
                "otel.exporter.otlp.compression", "gzip"))) {
      server.collector().serverSpan(server.peer().callTool("echo"));

      Map<String, String> headers =
          server.receiver().requestHeaders().stream()
              .filter(request -> request.get(":path").equals("/v1/traces"))
              .findFirst()
              .orElseThrow();
      assertEquals("letmein", headers.get("api-key"));
      assertEquals("gzip", headers.get("content-encoding"));
    }
  }

  @Test
  void collectorBehindTlsIsTrustedByItsCertificate(@TempDir Path folder) throws Exception {
    try (OtlpReceiver receiver = OtlpReceiver.start();
        TlsFront front = TlsFront.of(receiver.endpoint(), folder);
        AppProcess server =
            TestServer.launch(ServerKind.STDIO)
                .exportingTo(front.endpoint())
                .property("otel.exporter.otlp.certificate", front.certificate().toString())
                .start()) {
      RawPeer peer = new RawStdio(server);
      peer.initialize();

      Collector.of(receiver).serverSpan(peer.callTool("echo"));
    }
  }

  @Tag("matrix")
  @Test
  void histogramsAreExponentialWhereTheUserWantsThemSo() {
    try (TestServer server =
        TestServer.start(
            ServerKind.STDIO,
            Map.of(
                "otel.exporter.otlp.metrics.default.histogram.aggregation",
                "base2_exponential_bucket_histogram"))) {
      server.peer().callTool("slow", Map.of("ms", 60));

      MetricView metric = server.collector().awaitServedCalls("slow", 1);
      assertEquals("exponential_histogram", metric.type());
      assertEquals(List.of(), metric.bounds());
      assertTrue(metric.sum() >= 0.06 && metric.sum() < 30, metric::toString);
    }
  }

  @Test
  void signalCanBeTurnedOff() {
    try (TestServer server =
        TestServer.start(ServerKind.STDIO, Map.of("otel.traces.exporter", "none"))) {
      server.peer().callTool("echo");
      server
          .collector()
          .awaitMetricWith("mcp.server.operation.duration", Map.of("gen_ai.tool.name", "echo"));
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      assertEquals(List.of(), server.collector().spans());
    }
  }

  @Tag("matrix")
  @Test
  void samplerIsObeyed() {
    try (TestServer server =
        TestServer.start(ServerKind.STDIO, Map.of("otel.traces.sampler", "always_off"))) {
      server.peer().callTool("echo");
      server.process().closeStdin();
      server.process().awaitExit(AppProcess.PATIENCE);

      assertEquals(List.of(), server.collector().spans());
      assertTrue(
          server.collector().metrics().stream()
              .anyMatch(metric -> "echo".equals(metric.attributes().get("gen_ai.tool.name"))));
    }
  }
}
