// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.safety;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.mcpotel.it.app.Intruder;
import io.mcpotel.it.support.CasesSource;
import io.mcpotel.it.support.ServerKind;
import io.mcpotel.it.support.TestServer;
import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.process.AppClassPath;
import io.mcpotel.it.support.process.AppJar;
import io.mcpotel.it.support.process.AppProcess;
import io.mcpotel.it.support.process.Ports;
import io.mcpotel.it.support.receiver.MetricsPage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;

/** What lies on the application's class path is no part of the agent, whatever it says it is. */
class ForeignServicesIT {

  private static final List<String> SERVICES =
      List.of(
          "opentelemetry.context.ContextStorageProvider",
          "opentelemetry.sdk.autoconfigure.spi.AutoConfigurationCustomizerProvider",
          "opentelemetry.sdk.autoconfigure.spi.ConfigurablePropagatorProvider",
          "opentelemetry.sdk.autoconfigure.spi.ResourceProvider",
          "opentelemetry.sdk.autoconfigure.spi.internal.ComponentProvider",
          "opentelemetry.sdk.autoconfigure.spi.internal.ConfigurableMetricReaderProvider",
          "opentelemetry.sdk.autoconfigure.spi.internal.AutoConfigureListener",
          "opentelemetry.sdk.autoconfigure.spi.logs.ConfigurableLogRecordExporterProvider",
          "opentelemetry.sdk.autoconfigure.spi.metrics.ConfigurableMetricExporterProvider",
          "opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSamplerProvider",
          "opentelemetry.sdk.autoconfigure.spi.traces.ConfigurableSpanExporterProvider",
          "opentelemetry.sdk.autoconfigure.spi.traces.SdkTracerProviderConfigurer",
          "opentelemetry.sdk.common.export.CompressorProvider",
          "opentelemetry.sdk.common.export.GrpcSenderProvider",
          "opentelemetry.sdk.common.export.HttpSenderProvider",
          "opentelemetry.exporter.internal.compression.CompressorProvider",
          "opentelemetry.exporter.internal.grpc.GrpcSenderProvider",
          "opentelemetry.exporter.internal.http.HttpSenderProvider",
          "prometheus.metrics.expositionformats.ExpositionFormatWriter");

  @TempDir Path folder;

  @ParameterizedTest
  @CasesSource({"stdio", "streamable"})
  void servicesOfTheApplicationAreNotLoaded(String transport) throws IOException {
    Path loaded = folder.resolve("loaded");
    Path jar = AppJar.write(folder.resolve("intruder.jar"), jarContent());
    int port = Ports.free();
    ServerKind kind = new ServerKind(transport, "sync", 17);
    try (TestServer server =
        TestServer.start(
            TestServer.launch(kind)
                .classPath(jar + File.pathSeparator + AppClassPath.joined())
                .option("-Xlog:class+load:file=" + loaded)
                .property("otel.traces.exporter", "otlp,console")
                .property("otel.metrics.exporter", "otlp,prometheus")
                .property("otel.exporter.otlp.compression", "gzip")
                .property("otel.exporter.prometheus.port", "" + port),
            kind)) {
      Call call = server.peer().callTool("echo");

      assertEquals("tools/call echo", server.collector().serverSpan(call).name());
      server.collector().awaitLog(log -> "tools/call echo: ok".equals(log.body()));
      server.collector().awaitServedCalls("echo", 1);
      new MetricsPage(port).awaitServedCalls("echo", 1);
      assertEquals(List.of(), intruders(loaded));
      assertEquals(1, server.process().agentLines().size(), server.process().stderr()::toString);
    }
  }

  /** Were one of the lists of services read, this test would see it. */
  @Test
  void intruderWouldBeSeen() throws IOException {
    Path loaded = folder.resolve("loaded");
    Path jar = AppJar.write(folder.resolve("intruder.jar"), jarContent());
    try (AppProcess process =
        TestServer.launch(ServerKind.STDIO)
            .classPath(jar + File.pathSeparator + AppClassPath.joined())
            .option("-Xlog:class+load:file=" + loaded)
            .property("java.system.class.loader", Intruder.class.getName())
            .start()) {
      process.awaitExit(AppProcess.PATIENCE);

      assertEquals(1, intruders(loaded).size());
    }
  }

  private Path jarContent() throws IOException {
    Path content = folder.resolve("content");
    Path services = Files.createDirectories(content.resolve("META-INF/services"));
    for (String service : SERVICES) {
      // By its own name, and by the one that it has in the agent's jar.
      for (String prefix : List.of("io.", "io.mcpotel.own.")) {
        Files.writeString(services.resolve(prefix + service), Intruder.class.getName() + "\n");
      }
    }
    // Prometheus's library refuses what it does not know.
    Files.writeString(
        content.resolve("prometheus.properties"),
        "io.prometheus.intruder=true\nio.mcpotel.own.prometheus.intruder=true\n");
    return content;
  }

  private static List<String> intruders(Path loaded) throws IOException {
    return Files.readAllLines(loaded).stream()
        .filter(line -> line.contains(Intruder.class.getName()))
        .toList();
  }
}
