// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Outlets;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Telemetry;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.event.OperationEvent;
import io.mcpotel.agent.core.settings.Settings;
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
  public static final String SCOPE = "io.mcpotel.agent";

  private static final AutoCloseable NOTHING = () -> {};

  private final boolean alone;
  private final Propagation propagation;
  private final OperationSpans spans;
  private final HandlerSpans functionSpans;
  private final Outlets outlets;

  /** Makes a writer that shares an OpenTelemetry with others. */
  public OpenTelemetryWriter(
      OpenTelemetry openTelemetry, Settings settings, String version, Outlets outlets) {
    this(
        openTelemetry.getTracerProvider(),
        openTelemetry.getPropagators(),
        settings,
        version,
        false,
        outlets);
  }

  private OpenTelemetryWriter(
      TracerProvider tracers,
      ContextPropagators propagators,
      Settings settings,
      String version,
      boolean alone,
      Outlets outlets) {
    this.alone = alone;
    this.propagation = new Propagation(propagators, settings.remoteContext(), alone);
    // Our own SDK has the standard samplers only, which decide by the ids and the parent.
    Tracer tracer =
        tracers
            .tracerBuilder(SCOPE)
            .setInstrumentationVersion(version)
            .setSchemaUrl(Conventions.SCHEMA_URL)
            .build();
    this.spans = new OperationSpans(tracer, propagation, settings, alone);
    this.functionSpans = new HandlerSpans(tracer, settings, alone);
    this.outlets = outlets;
  }

  /** Makes a writer with what nobody else uses. */
  public static OpenTelemetryWriter alone(
      TracerProvider tracers,
      ContextPropagators propagators,
      Settings settings,
      String version,
      Outlets outlets) {
    return new OpenTelemetryWriter(tracers, propagators, settings, version, true, outlets);
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
    outlets.metrics().record(operation, outcome, nanos);
    if (outlets.records().admits()) {
      outlets.records().add(new OperationEvent(operation, outcome, nanos));
    }
  }

  @Override
  public Object called(HandlerInvocation call) {
    return functionSpans.start(call);
  }

  @Override
  public void returned(HandlerInvocation call, String errorType, Throwable failure) {
    functionSpans.end(call, errorType, failure);
    outlets.metrics().record(call, errorType);
  }

  @Override
  public void sessionClosed(Session session, Session.End end) {
    if (end.nanos() >= 0) {
      outlets.metrics().record(session, end);
    }
  }

  @Override
  public void onBytes(Operation operation, boolean received, long bytes) {
    outlets.metrics().record(operation, received, bytes);
  }

  @Override
  public boolean measuresDetails() {
    return outlets.metrics().measuresDetails();
  }

  @Override
  public void onAttached(Application application) {
    outlets.metrics().watch(application);
  }

  @Override
  public void onDetached(Application application) {
    outlets.metrics().onDetached(application);
  }

  @Override
  public void onEvent(Event event) {
    outlets.metrics().onEvent(event);
    outlets.records().add(event);
  }

  @Override
  public void redacted(String rule) {
    outlets.metrics().redacted(rule);
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
    outlets.flush().run();
  }

  private static SpanContext spanOf(Object context) {
    return ((OperationContext) context).spanContext();
  }
}
