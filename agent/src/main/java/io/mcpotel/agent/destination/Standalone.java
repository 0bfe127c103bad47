// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.destination;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.AgentThread;
import io.mcpotel.agent.core.AgentVersion;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outlets;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Recording;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.record.RecordQueue;
import io.mcpotel.agent.record.RecordSink;
import io.mcpotel.agent.standalone.StandaloneSdk;
import io.mcpotel.agent.telemetry.McpMetrics;
import io.mcpotel.agent.telemetry.OpenTelemetryWriter;
import io.opentelemetry.api.metrics.MeterProvider;
import java.io.IOException;
import java.util.List;

/** The agent's own OpenTelemetry, which starts when it is first needed. */
public final class Standalone {

  /** How long the records that are waiting have to get to the SDK. */
  private static final long RECORDS_NANOS = 500_000_000L;

  private final Configuration configuration;
  private final Settings settings;
  private final RecordQueue records;
  private final Flusher flusher =
      new Flusher(this::flush, task -> AgentThread.run("mcp-otel-agent-flush", task));
  private volatile StandaloneSdk sdk;
  private volatile String serviceName;
  private Metrics metrics;
  private RecordSink logRecords;
  private volatile Telemetry telemetry;

  public Standalone(Configuration configuration, Settings settings, RecordQueue records) {
    this.configuration = configuration;
    this.settings = settings;
    this.records = records;
  }

  /** What writes with it, if it has started, or null: nobody waits for that. */
  Telemetry telemetryIfStarted() {
    return telemetry;
  }

  /** What writes with it, which is started first where it has to be; not on a thread of others. */
  synchronized Telemetry telemetry() {
    if (telemetry == null) {
      StandaloneSdk started = sdk();
      telemetry =
          OpenTelemetryWriter.alone(
              started.tracers(),
              started.propagators(),
              settings,
              AgentVersion.get(),
              new Outlets(
                  metrics(),
                  records.with(settings.recording().has(Recording.OTLP) ? logRecords() : null),
                  flusher));
    }
    return telemetry;
  }

  synchronized Metrics metrics() {
    if (metrics == null) {
      metrics =
          settings.hasMetrics() && sdk().exportsMetrics()
              ? measuredWith(sdk().meters())
              : Metrics.NONE;
    }
    return metrics;
  }

  /** Not on this thread: the SDK keeps the context class loader of who registers a callback. */
  private Metrics measuredWith(MeterProvider meters) {
    return AgentThread.call(
        "mcp-otel-agent-sdk",
        () -> McpMetrics.of(meters, AgentVersion.get(), settings.measuring()));
  }

  private synchronized RecordSink logRecords() {
    if (logRecords == null) {
      logRecords = sdk().records(AgentVersion.get());
    }
    return logRecords;
  }

  /** Log records for an application whose SDK exports none; it starts with the first one. */
  RecordSink lateRecords() {
    return new RecordSink() {
      @Override
      public void write(Event event) throws IOException {
        RecordSink sink = logRecords();
        AgentLog.once(
            "the application's OpenTelemetry SDK exports no log records: those of MCP go to "
                + sdk().destinationOf("logs")
                + ".");
        sink.write(event);
      }

      @Override
      public void flush() {}
    };
  }

  /**
   * It is to go by this name, if it has not started: it does a part of the work of an application's
   * SDK, which goes by it.
   */
  void standInFor(String service) {
    serviceName = service;
  }

  /** Whether it is certain, before it has started, that there will be a span of this. */
  boolean willWrite(Operation operation) {
    return settings.hasSpans()
        && !settings.enrichClientSpans()
        && !settings.excludesSpan(operation.kind(), operation.method())
        && settings.remoteContext() == Settings.RemoteContext.PARENT
        && isOneOf("otel.traces.sampler", "parentbased_always_on", "always_on")
        && isOneOf(
            "otel.propagators", "tracecontext", "tracecontext,baggage", "baggage,tracecontext")
        && !"true".equalsIgnoreCase(configuration.get("otel.sdk.disabled"));
  }

  /** Whether a property is one of these, or not set: the first is its default, or as good. */
  private boolean isOneOf(String property, String... values) {
    String value = configuration.get(property);
    return value == null || value.isBlank() || List.of(values).contains(value.trim());
  }

  /** Sends what is buffered soon, if it has started. */
  void flushSoon() {
    if (sdk == null) {
      records.flushSoon();
    } else {
      flusher.run();
    }
  }

  /** Sends spans and records that are buffered, if it has started, and does not wait for that. */
  public void sendBuffered() {
    StandaloneSdk started = sdk;
    if (started != null) {
      started.sendBuffered();
    }
  }

  /** In words, where its telemetry goes. */
  String destination() {
    return sdk().destination();
  }

  /** Whether records go there too. */
  boolean exportsRecords() {
    return sdk().exportsRecords();
  }

  /** In words, where its metrics go. */
  String destinationOfMetrics() {
    return sdk().destinationOf("metrics");
  }

  /** Sends what is buffered, if it has started, waits no longer than this, and is over then. */
  public void flushAtLast(long nanos) {
    StandaloneSdk started = sdk;
    if (started != null) {
      started.flushAtLast(nanos);
    }
  }

  private void flush() {
    records.flush(RECORDS_NANOS);
    sdk.flush();
  }

  private synchronized StandaloneSdk sdk() {
    if (sdk == null) {
      sdk =
          AgentThread.call(
              "mcp-otel-agent-sdk",
              () -> StandaloneSdk.start(configuration, settings, serviceName, AgentVersion.get()));
    }
    return sdk;
  }
}
