// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.FunctionCall;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Settings;
import io.mcpotel.agent.core.Telemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.Map;

/** Tells each writer of what happened to operations and sessions. */
public final class OpenTelemetryWriter implements Telemetry {

  /** The instrumentation scope of all that the agent emits. */
  static final String SCOPE = "io.mcpotel.agent";

  private final Propagation propagation;
  private final OperationSpans spans;
  private final FunctionSpans functionSpans;
  private final DurationMetrics metrics;
  private final Runnable flush;

  public OpenTelemetryWriter(
      OpenTelemetry openTelemetry, Settings settings, String version, Runnable flush) {
    this.propagation = new Propagation(openTelemetry.getPropagators(), settings.remoteContext());
    var tracer = openTelemetry.getTracerProvider().tracerBuilder(SCOPE);
    var meter = openTelemetry.getMeterProvider().meterBuilder(SCOPE);
    ExceptionEvents exceptions = new ExceptionEvents(settings.captureErrors());
    this.spans =
        new OperationSpans(
            tracer.setInstrumentationVersion(version).build(), propagation, settings, exceptions);
    this.functionSpans =
        new FunctionSpans(tracer.setInstrumentationVersion(version).build(), settings, exceptions);
    this.metrics = new DurationMetrics(meter.setInstrumentationVersion(version).build());
    this.flush = flush;
  }

  @Override
  public Object opened(Operation operation, Object carried, Map<?, ?> meta) {
    return spans.start(operation, (OperationContext) carried, meta);
  }

  @Override
  public void identified(Operation operation) {
    spans.identify(operation);
  }

  @Override
  public void closed(Operation operation, Outcome outcome, long nanos) {
    spans.end(operation, outcome);
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
    return new OperationContext(Context.current(), null, null);
  }

  @Override
  public AutoCloseable activate(Object context) {
    return ((OperationContext) context).context().makeCurrent();
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
    return Span.fromContext(((OperationContext) context).context()).getSpanContext();
  }
}
