// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent;

import io.mcpotel.agent.core.Configuration;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Settings;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.standalone.StandaloneSdk;
import io.mcpotel.agent.telemetry.DurationMetrics;
import io.mcpotel.agent.telemetry.OpenTelemetryWriter;

/** The agent's own OpenTelemetry, which starts when it is first needed. */
final class Standalone {

  private final Configuration configuration;
  private final Settings settings;
  private final Flusher flusher = new Flusher(this::flush);
  private volatile StandaloneSdk sdk;
  private String serviceName;
  private Metrics metrics;
  private Telemetry telemetry;

  Standalone(Configuration configuration, Settings settings) {
    this.configuration = configuration;
    this.settings = settings;
  }

  synchronized Telemetry telemetry() {
    if (telemetry == null) {
      StandaloneSdk started = sdk();
      telemetry =
          OpenTelemetryWriter.alone(
              started.tracers(),
              started.propagators(),
              settings,
              AgentMain.version(),
              metrics(),
              flusher);
    }
    return telemetry;
  }

  synchronized Metrics metrics() {
    if (metrics == null) {
      metrics =
          settings.hasMetrics()
              ? new DurationMetrics(sdk().meters(), AgentMain.version())
              : Metrics.NONE;
    }
    return metrics;
  }

  /**
   * It is to go by this name, if it has not started: it does a part of the work of an application's
   * SDK, which goes by it.
   */
  synchronized void standInFor(String service) {
    serviceName = service;
  }

  /** Sends what is buffered soon, if it has started. */
  void flushSoon() {
    if (sdk != null) {
      flusher.run();
    }
  }

  /** In words, where its telemetry goes. */
  String destination() {
    return sdk().destination();
  }

  /** In words, where its metrics go. */
  String destinationOfMetrics() {
    return sdk().destinationOfMetrics();
  }

  /** Sends what is buffered, if it has started, and waits for it no longer than this. */
  void flush(long nanos) {
    StandaloneSdk started = sdk;
    if (started != null) {
      started.flush(nanos);
    }
  }

  private void flush() {
    sdk.flush();
  }

  private synchronized StandaloneSdk sdk() {
    if (sdk == null) {
      sdk =
          AgentThread.call(
              "mcp-otel-agent-sdk",
              () -> StandaloneSdk.start(configuration, settings, serviceName));
    }
    return sdk;
  }
}
