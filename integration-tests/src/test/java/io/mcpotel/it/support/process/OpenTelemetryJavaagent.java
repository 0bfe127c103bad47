// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.process;

import io.mcpotel.sample.receiver.OtlpReceiver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The OpenTelemetry Java agent, attached beside ours. */
public final class OpenTelemetryJavaagent {

  private static final Libraries JAR =
      Libraries.of("io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1");
  private static final Libraries EXTENSIONS =
      Libraries.of(
              "io.opentelemetry.javaagent:opentelemetry-javaagent-extension-api:2.31.1-alpha",
              "net.bytebuddy:byte-buddy:1.18.8")
          // The one that it asks for is not to be had.
          .without("net.bytebuddy:byte-buddy-dep");
  private static final String MODULES =
      "META-INF/services/io.opentelemetry.javaagent.extension.instrumentation.InstrumentationModule";

  private OpenTelemetryJavaagent() {}

  /** The application with both agents, whose telemetry goes there. */
  public static App beside(App app, boolean first, OtlpReceiver receiver) {
    return beside(app, "-javaagent:" + JAR.jars().get(0), first, receiver);
  }

  /**
   * The same with any build of it.
   *
   * @param option the option that attaches it
   * @param first whether that comes before the option of ours
   */
  public static App beside(App app, String option, boolean first, OtlpReceiver receiver) {
    app.exportingTo(receiver)
        .property("otel.exporter.otlp.protocol", "http/protobuf")
        // It keeps the contexts of all, and so is the one to be strict.
        .property(
            "io.opentelemetry.javaagent.shaded.io.opentelemetry.context.enableStrictContext",
            "true");
    return first ? app.option(option) : app.laterOption(option);
  }

  /** An extension of it that makes MCP spans, in this folder. */
  public static Path mcpExtension(Path folder) {
    Path classes =
        AppSources.compile(
            "javaagent-mcp", List.of(Path.of("src/apps/javaagent-mcp")), EXTENSIONS.jars());
    try {
      Files.createDirectories(classes.resolve(MODULES).getParent());
      Files.writeString(
          classes.resolve(MODULES),
          "io.opentelemetry.javaagent.instrumentation.mcp.v0_14.McpJavaSdkInstrumentationModule");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return AppJar.write(folder.resolve("mcp-extension.jar"), classes);
  }
}
