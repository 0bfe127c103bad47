// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.AgentLog;
import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.settings.Configuration;
import io.mcpotel.agent.core.settings.Recording;
import io.mcpotel.agent.core.settings.Settings;
import io.mcpotel.agent.log.AgentLogger;
import io.mcpotel.agent.record.RecordSink;
import io.mcpotel.agent.telemetry.LogRecords;
import io.mcpotel.agent.telemetry.OpenTelemetryWriter;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdkBuilder;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.logs.LogRecordProcessor;
import io.opentelemetry.sdk.resources.Resource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * An OpenTelemetry SDK of our own, set up by the standard properties. It is used by its parts:
 * Datadog's agent can be told to make itself what every {@code OpenTelemetry} answers for them.
 */
public final class StandaloneSdk {

  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> SERVICE_INSTANCE =
      AttributeKey.stringKey("service.instance.id");

  /** By these the SDK cuts attributes, which only its own log records know. */
  private static final List<String> LIMITS =
      List.of("otel.attribute.value.length.limit", "otel.attribute.count.limit");

  private static final long RETRY_NANOS = 10_000_000L;

  /** What it takes to let go of exports that are under way. */
  private static final long ABANDONING_NANOS = 50_000_000L;

  private final OpenTelemetrySdk sdk;
  private final ContextPropagators propagators;
  private final String destination;
  private final UnaryOperator<String> destinations;
  private final Logs logs;
  private final List<Runnable> abandoning;

  /** What the SDK is made of, as far as log records need it. */
  private static final class Logs {
    private final List<LogRecordProcessor> processors = new ArrayList<>();
    private boolean limited;
    private Resource resource;

    LogRecordProcessor noted(LogRecordProcessor processor, ConfigProperties properties) {
      limited = LIMITS.stream().anyMatch(limit -> properties.getString(limit) != null);
      processors.add(processor);
      return processor;
    }

    Resource noted(Resource itsResource) {
      resource = itsResource;
      return itsResource;
    }
  }

  private StandaloneSdk(
      OpenTelemetrySdk sdk,
      List<TextMapPropagator> propagators,
      String destination,
      UnaryOperator<String> destinations,
      Logs logs,
      List<Runnable> abandoning) {
    this.sdk = sdk;
    this.propagators = ContextPropagators.create(TextMapPropagator.composite(propagators));
    this.destination = destination;
    this.destinations = destinations;
    this.logs = logs;
    this.abandoning = abandoning;
  }

  /**
   * Sets the SDK up; a configuration that it refuses turns telemetry off, with one line.
   *
   * @param serviceName the service's name where the configuration has none, or null
   * @param version the agent's
   */
  public static StandaloneSdk start(
      Configuration configuration, Settings settings, String serviceName, String version) {
    // Its storage may have a thread, which must not be made by one of the application's.
    Context.current();
    Map<String, String> overrides = new HashMap<>(configuration.arguments());
    Map<String, String> corrections = StandardProperties.corrections(configuration);
    overrides.putAll(corrections);
    if (!settings.hasSpans()) {
      overrides.put("otel.traces.exporter", "none");
    }
    if (!settings.hasMetrics()) {
      overrides.put("otel.metrics.exporter", "none");
    }
    if (!settings.recording().has(Recording.OTLP)) {
      // The processor for log records would cost a thread.
      overrides.put("otel.logs.exporter", "none");
    }
    PrometheusEndpoint prometheus = PrometheusEndpoint.takenOutOf(overrides, configuration);
    Logs logs = new Logs();
    DropCounters drops = new DropCounters();
    AgentLogger.logDrops(drops::text);
    List<TextMapPropagator> propagators = new ArrayList<>();
    List<Runnable> abandoning = new ArrayList<>();
    try {
      AutoConfiguredOpenTelemetrySdkBuilder builder =
          AutoConfiguredOpenTelemetrySdk.builder()
              .setServiceClassLoader(StandaloneSdk.class.getClassLoader())
              .disableShutdownHook()
              .addPropertiesSupplier(() -> defaults(configuration))
              .addPropertiesCustomizer(config -> overrides)
              .addResourceCustomizer(
                  (resource, config) ->
                      logs.noted(bySchema(identified(named(resource, configuration, serviceName)))))
              .addPropagatorCustomizer((propagator, config) -> noted(propagator, propagators))
              .addTracerProviderCustomizer(
                  (tracers, config) -> tracers.setIdGenerator(new AnnouncedIds()))
              .addSpanProcessorCustomizer((processor, config) -> new SpansInTurn(processor))
              .addSpanExporterCustomizer(
                  (exporter, config) -> {
                    abandoning.add(exporter::shutdown);
                    return drops.counting(exporter);
                  })
              .addMetricExporterCustomizer(
                  (exporter, config) -> {
                    abandoning.add(exporter::shutdown);
                    return drops.counting(exporter);
                  })
              .addLogRecordProcessorCustomizer(logs::noted)
              .addLogRecordExporterCustomizer(
                  (exporter, config) -> {
                    abandoning.add(exporter::shutdown);
                    return drops.counting(StderrLogRecordExporter.insteadOf(exporter));
                  });
      if (prometheus != null) {
        builder.addMeterProviderCustomizer(prometheus::serve);
      }
      OpenTelemetrySdk sdk = builder.build().getOpenTelemetrySdk();
      if (prometheus != null) {
        prometheus.putBackInto(overrides);
      }
      if (settings.measuring().all()) {
        JvmMetrics.measureWith(sdk.getSdkMeterProvider(), version);
      }
      return new StandaloneSdk(
          sdk,
          propagators,
          Destination.of(configuration, overrides),
          signal -> Destination.ofSignal(signal, configuration, overrides),
          logs,
          abandoning);
    } catch (RuntimeException e) {
      AgentLog.line(
          "telemetry is off, the OpenTelemetry SDK refuses its configuration: "
              + AgentLog.words(e));
      return new StandaloneSdk(null, List.of(), "nowhere", signal -> "nowhere", logs, List.of());
    }
  }

  public TracerProvider tracers() {
    return sdk == null ? TracerProvider.noop() : sdk.getSdkTracerProvider();
  }

  public MeterProvider meters() {
    return sdk == null ? MeterProvider.noop() : sdk.getSdkMeterProvider();
  }

  /** Whether anybody reads what is measured: without a reader the SDK's meters do nothing. */
  public boolean exportsMetrics() {
    Class<?> nothing = MeterProvider.noop().get(OpenTelemetryWriter.SCOPE).getClass();
    return meters().get(OpenTelemetryWriter.SCOPE).getClass() != nothing;
  }

  /** Whether log records get anywhere. */
  public boolean exportsRecords() {
    return sdk != null && !logs.processors.isEmpty();
  }

  /** What writes log records. */
  public RecordSink records(String version) {
    if (!exportsRecords()) {
      return RecordSink.NOWHERE;
    }
    if (logs.limited) {
      return new LogRecords(sdk.getSdkLoggerProvider(), version);
    }
    InstrumentationScopeInfo scope =
        InstrumentationScopeInfo.builder(OpenTelemetryWriter.SCOPE)
            .setVersion(version)
            .setSchemaUrl(Conventions.SCHEMA_URL)
            .build();
    return new LogRecordSink(
        LogRecordProcessor.composite(logs.processors),
        new EventLogRecord.Origin(logs.resource, scope));
  }

  public ContextPropagators propagators() {
    return propagators;
  }

  /** In words, where telemetry goes. */
  public String destination() {
    return destination;
  }

  /** In words, where {@code traces}, {@code metrics} or {@code logs} go. */
  public String destinationOf(String signal) {
    return destinations.apply(signal);
  }

  /**
   * Has spans and log records sent that wait for their batch to fill: a JVM that is idle may be
   * frozen. Not metrics, whose every export is one more point of each that somebody may pay for.
   */
  public void sendBuffered() {
    if (sdk != null) {
      sdk.getSdkTracerProvider().forceFlush();
      sdk.getSdkLoggerProvider().forceFlush();
    }
  }

  /** Sends what is buffered; the result tells when that is done. */
  public CompletableResultCode flush() {
    if (sdk == null) {
      return CompletableResultCode.ofSuccess();
    }
    return CompletableResultCode.ofAll(
        List.of(
            sdk.getSdkTracerProvider().forceFlush(),
            sdk.getSdkLoggerProvider().forceFlush(),
            sdk.getSdkMeterProvider().forceFlush()));
  }

  /**
   * Sends what is buffered, and waits for it no longer than this; then it is over. A thread that
   * still waits for a collector would hold the JVM's end up by another 0.3 s.
   */
  public void flushAtLast(long nanos) {
    if (sdk == null) {
      return;
    }
    long deadline = System.nanoTime() + nanos - ABANDONING_NANOS;
    CompletableResultCode spans =
        CompletableResultCode.ofAll(
            List.of(
                sdk.getSdkTracerProvider().forceFlush(), sdk.getSdkLoggerProvider().forceFlush()));
    // A flush of metrics fails at once, and sends nothing, while an earlier export is under way.
    while (!flushMetrics(deadline) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(RETRY_NANOS);
    }
    if (!spans.join(deadline - System.nanoTime(), TimeUnit.NANOSECONDS).isDone()
        || System.nanoTime() > deadline) {
      abandoning.forEach(Runnable::run);
    }
  }

  private boolean flushMetrics(long deadline) {
    return sdk.getSdkMeterProvider()
        .forceFlush()
        .join(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
        .isSuccess();
  }

  private static TextMapPropagator noted(
      TextMapPropagator propagator, List<TextMapPropagator> propagators) {
    propagators.add(propagator);
    return propagator;
  }

  /** What goes for properties that are neither set nor in the environment. */
  private static Map<String, String> defaults(Configuration configuration) {
    Map<String, String> defaults = new HashMap<>();
    defaults.put("otel.exporter.otlp.protocol", "http/protobuf");
    defaults.putAll(configuration.file());
    return defaults;
  }

  /** One whose attributes are of several versions has none. */
  private static Resource bySchema(Resource resource) {
    return resource.getSchemaUrl() == null
        ? resource.toBuilder().setSchemaUrl(Conventions.CORE_SCHEMA_URL).build()
        : resource;
  }

  /** Several processes of one service are told apart, where nobody has given them names. */
  private static Resource identified(Resource resource) {
    return resource.getAttribute(SERVICE_INSTANCE) != null
        ? resource
        : resource.merge(
            Resource.create(Attributes.of(SERVICE_INSTANCE, ServiceInstance.ofThisProcess())));
  }

  private static Resource named(
      Resource resource, Configuration configuration, String serviceName) {
    String name = resource.getAttribute(SERVICE_NAME);
    if (name != null && !name.isBlank() && !name.startsWith("unknown_service")) {
      return resource;
    }
    String other =
        serviceName == null ? ServiceName.ofThisProgram(configuration::get) : serviceName;
    return other == null
        ? resource
        : resource.merge(Resource.create(Attributes.of(SERVICE_NAME, other)));
  }
}
