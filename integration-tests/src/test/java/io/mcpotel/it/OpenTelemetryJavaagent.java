// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import io.mcpotel.sample.receiver.OtlpReceiver;
import java.util.List;

/** The OpenTelemetry Java agent, attached beside ours. */
final class OpenTelemetryJavaagent {

  static final Libraries JAR =
      Libraries.of("io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1");

  private static final String OPTION = "-javaagent:";

  private OpenTelemetryJavaagent() {}

  /** The same application with both agents, whose telemetry goes there. */
  static App beside(App app, boolean first, OtlpReceiver receiver) {
    return beside(app, OPTION + jar(), first, receiver);
  }

  static App beside(App app, String javaagent, boolean first, OtlpReceiver receiver) {
    app.exportingTo(receiver)
        // Where its own context storage would not notice a leak, ours would go unnoticed too.
        .property(
            "io.opentelemetry.javaagent.shaded.io.opentelemetry.context.enableStrictContext",
            "true")
        .property("otel.exporter.otlp.protocol", "http/protobuf");
    return first ? app.option(javaagent) : app.laterOption(javaagent);
  }

  static String jar() {
    List<String> jars = JAR.jars();
    return jars.get(0);
  }
}
