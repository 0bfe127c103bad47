// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.othertelemetry;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.AppSources;
import io.mcpotel.it.support.process.Jdk;
import io.mcpotel.it.support.process.Libraries;
import io.mcpotel.it.support.process.SpringAiRelease;
import io.mcpotel.sample.receiver.OtlpReceiver;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A way in which a Spring Boot application brings its own OpenTelemetry along. */
enum SpringTelemetry {
  /** OpenTelemetry's starter, in one of its first releases for Boot 3.5 and in the newest. */
  STARTER_2_20(17, SpringAiRelease.V1_1, false, openTelemetryStarter("2.20.1")),
  STARTER_2_31(25, SpringAiRelease.V1_1, false, openTelemetryStarter("2.31.1")),
  /** Boot's own starter. */
  BOOT_4(
      25,
      SpringAiRelease.V2_0,
      true,
      mcpAnd(
          "org.springframework.boot:spring-boot-starter-opentelemetry",
          "org.springframework.boot:spring-boot-starter-actuator")),
  /** What there was before Boot had one. */
  BRIDGE(
      17,
      SpringAiRelease.V1_1,
      true,
      mcpAnd(
          "org.springframework.boot:spring-boot-starter-actuator",
          "io.micrometer:micrometer-tracing-bridge-otel",
          "io.micrometer:micrometer-registry-otlp",
          "io.opentelemetry:opentelemetry-exporter-otlp"));

  private static final String PACKAGE = "io.mcpotel.it.springtelemetry.";

  private final int jdk;
  private final SpringAiRelease release;
  private final boolean micrometer;
  private final Libraries libraries;

  SpringTelemetry(int jdk, SpringAiRelease release, boolean micrometer, Libraries libraries) {
    this.jdk = jdk;
    this.release = release;
    this.micrometer = micrometer;
    this.libraries = libraries;
  }

  private static Libraries openTelemetryStarter(String version) {
    String group = "io.opentelemetry.instrumentation:opentelemetry-";
    return mcpAnd(group + "spring-boot-starter").bom(group + "instrumentation-bom:" + version);
  }

  private static Libraries mcpAnd(String... more) {
    String group = "org.springframework.ai:spring-ai-starter-mcp-";
    return Libraries.of(
        Stream.concat(Stream.of(group + "server-webmvc", group + "client"), Stream.of(more))
            .toArray(String[]::new));
  }

  /** Whether it is Micrometer that traces with the SDK, and exports metrics without it. */
  boolean hasMicrometer() {
    return micrometer;
  }

  /** A server with the agent and with a tool {@code look}. */
  App server(String service, OtlpReceiver receiver) {
    return app(service, receiver)
        .property("spring.ai.mcp.client.enabled", "false")
        .property("spring.ai.mcp.server.protocol", "STREAMABLE")
        .property("server.address", "127.0.0.1")
        .property("server.port", "0")
        .main(PACKAGE + "ToolServer");
  }

  /** A client with the agent, which calls that tool and ends. */
  App client(String service, OtlpReceiver receiver, int port) {
    return app(service, receiver)
        .property("spring.ai.mcp.server.enabled", "false")
        .property("spring.main.web-application-type", "none")
        .property(
            "spring.ai.mcp.client.streamable-http.connections.peer.url", "http://127.0.0.1:" + port)
        .main(PACKAGE + "ToolClient", "look");
  }

  /** What is meant for one of the ways does nothing in the others. */
  private App app(String service, OtlpReceiver receiver) {
    List<String> jars = release.withVersions(libraries).jars();
    Path classes =
        AppSources.compile(
            "spring-telemetry-" + name(),
            List.of(Path.of("src", "apps", "spring-telemetry")),
            jars);
    App app =
        SpringAiRelease.app(Jdk.version(jdk), classes, jars)
            .agent("")
            .property("spring.application.name", service)
            .property("spring.main.banner-mode", "off")
            .property("otel.exporter.otlp.endpoint", receiver.endpoint())
            .property("otel.metric.export.interval", "200")
            .property("otel.bsp.schedule.delay", "100")
            .property("management.otlp.metrics.export.url", receiver.endpoint() + "/v1/metrics")
            .property("management.tracing.sampling.probability", "1");
    Stream.of("management.otlp.tracing", "management.opentelemetry.tracing.export.otlp")
        .forEach(prefix -> app.property(prefix + ".endpoint", receiver.endpoint() + "/v1/traces"));
    Stream.of("management.tracing.opentelemetry", "management.opentelemetry.tracing")
        .forEach(prefix -> app.property(prefix + ".export.schedule-delay", "100ms"));
    return app;
  }
}
