// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.othertelemetry;

import io.mcpotel.it.support.process.App;
import io.mcpotel.it.support.process.Libraries;
import java.util.List;
import java.util.stream.Stream;

/** Another vendor's agent with a part of its settings, attached beside ours. */
enum OtherAgent {
  DATADOG(Jars.DATADOG, Settings.DATADOG),
  DATADOG_WITH_OPENTELEMETRY(
      Jars.DATADOG,
      Settings.DATADOG,
      "dd.trace.otel.enabled=true",
      "dd.metrics.otel.enabled=true",
      "dd.logs.otel.enabled=true"),
  ELASTIC(Jars.ELASTIC, Settings.ELASTIC),
  ELASTIC_THAT_SAMPLES_NOTHING(
      Jars.ELASTIC, Settings.ELASTIC, "elastic.apm.transaction_sample_rate=0"),
  /** It does not go to its backend here, which would have to speak TLS. */
  NEW_RELIC(Jars.NEW_RELIC, Settings.NEW_RELIC);

  private static final class Jars {
    private static final Libraries DATADOG = Libraries.of("com.datadoghq:dd-java-agent:1.68.1");
    private static final Libraries ELASTIC =
        Libraries.of("co.elastic.apm:elastic-apm-agent:1.55.1");
    private static final Libraries NEW_RELIC =
        Libraries.of("com.newrelic.agent.java:newrelic-agent:8.19.0");
  }

  private static final class Settings {
    private static final List<String> DATADOG =
        List.of(
            "dd.trace.agent.port={port}",
            "dd.instrumentation.telemetry.enabled=false",
            "dd.trace.startup.logs=false",
            "dd.remote_config.enabled=false",
            "dd.jmxfetch.enabled=false");
    private static final List<String> ELASTIC =
        List.of(
            "elastic.apm.server_url=http://127.0.0.1:{port}",
            "elastic.apm.cloud_provider=NONE",
            "elastic.apm.service_name=under-test",
            "elastic.apm.log_level=OFF");
    private static final List<String> NEW_RELIC =
        List.of(
            "newrelic.config.license_key=" + "abcdef".repeat(7).substring(2),
            "newrelic.config.app_name=under-test",
            "newrelic.config.host=127.0.0.1",
            "newrelic.config.port=9",
            "newrelic.config.startup_log_level=off",
            "newrelic.config.log_level=off");
  }

  private final Libraries jar;
  private final List<String> settings;

  OtherAgent(Libraries jar, List<String> settings, String... more) {
    this.jar = jar;
    this.settings = Stream.concat(settings.stream(), Stream.of(more)).toList();
  }

  /**
   * The same application with this agent.
   *
   * @param first whether its flag comes before ours
   */
  App beside(App app, boolean first, VendorBackend backend) {
    for (String setting : settings) {
      app.option("-D" + setting.replace("{port}", String.valueOf(backend.port())));
    }
    String javaagent = "-javaagent:" + jar.jars().get(0);
    return first ? app.option(javaagent) : app.laterOption(javaagent);
  }
}
