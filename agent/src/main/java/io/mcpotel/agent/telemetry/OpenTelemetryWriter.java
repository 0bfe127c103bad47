// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.FunctionCall;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Settings;
import io.mcpotel.agent.core.Telemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.Map;

/** Tells each writer of what happened to operations and sessions. */
public final class OpenTelemetryWriter implements Telemetry {

  /** The instrumentation scope of all that the agent emits. */
  static final String SCOPE = "io.mcpotel.agent";

  private static final AutoCloseable NOTHING = () -> {};

  private final boolean alone;
  private final Propagation propagation;
  private final OperationSpans spans;
  private final FunctionSpans functionSpans;
  private final Metrics metrics;
  private final Runnable flush;

  /**
   * Makes a writer that shares an OpenTelemetry with others.
   *
   * @param metrics where operations and sessions are measured
   * @param flush sends what is buffered, without waiting for it
   */
  public OpenTelemetryWriter(
      OpenTelemetry openTelemetry,
      Settings settings,
      String version,
      Metrics metrics,
      Runnable flush) {
    this(
        openTelemetry.getTracerProvider(),
        openTelemetry.getPropagators(),
        settings,
        version,
        false,
        metrics,
        flush);
  }

  private OpenTelemetryWriter(
      TracerProvider tracers,
      ContextPropagators propagators,
      Settings settings,
      String version,
      boolean alone,
      Metrics metrics,
      Runnable flush) {
    this.alone = alone;
    this.propagation = new Propagation(propagators, settings.remoteContext(), alone);
    Tracer tracer = tracers.tracerBuilder(SCOPE).setInstrumentationVersion(version).build();
    ExceptionEvents exceptions = new ExceptionEvents(settings.captureErrors());
    this.spans = new OperationSpans(tracer, propagation, settings, exceptions);
    this.functionSpans = new FunctionSpans(tracer, settings, exceptions);
    this.metrics = metrics;
    this.flush = flush;
  }

  /** Makes a writer with what nobody else uses. */
  public static OpenTelemetryWriter alone(
      TracerProvider tracers,
      ContextPropagators propagators,
      Settings settings,
      String version,
      Metrics metrics,
      Runnable flush) {
    return new OpenTelemetryWriter(tracers, propagators, settings, version, true, metrics, flush);
  }

  @Override
  public Object opened(Operation operation, Object carried, Map<?, ?> meta) {
    // What the stream carries may be of an application that shares it, and not of our making.
    return spans.start(operation, carried instanceof OperationContext own ? own : null, meta);
  }

  @Override
  public void identified(Operation operation) {
    spans.identify(operation);
  }

  @Override
  public void closed(Operation operation, Outcome outcome, long nanos) {
    spans.end(operation, outcome, nanos);
    metrics.record(operation, outcome, nanos);
  }

  @Override
  public Object called(FunctionCall call) {
    return functionSpans.start(call);
  }

  @Override
  public void returned(FunctionCall call, Throwable failure, boolean toolError) {
    functionSpans.end(call, failure, toolError);
  }

  @Override
  public void sessionClosed(Session session, long nanos, String errorType) {
    metrics.record(session, nanos, errorType);
  }

  @Override
  public Object current() {
    return OperationContext.without(alone ? Propagation.own() : Context.current());
  }

  @Override
  public boolean isCurrent(Object context) {
    return alone || ((OperationContext) context).context() == Context.current();
  }

  /** What is current for nobody but the agent is known to itself. Others might follow it. */
  @Override
  public AutoCloseable activate(Object context) {
    return alone ? NOTHING : ((OperationContext) context).context().makeCurrent();
  }

  @Override
  public Map<String, String> propagated(Object context) {
    return propagation.fields(((OperationContext) context).context());
  }

  @Override
  public String traceId(Object context) {
    SpanContext span = spanOf(context);
    return span.isValid() ? span.getTraceId() : null;
  }

  @Override
  public String spanId(Object context) {
    SpanContext span = spanOf(context);
    return span.isValid() ? span.getSpanId() : null;
  }

  @Override
  public void flushSoon() {
    flush.run();
  }

  private static SpanContext spanOf(Object context) {
    return ((OperationContext) context).spanContext();
  }
}
