// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Application;
import io.mcpotel.agent.core.Conventions;
import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.event.Event;
import io.mcpotel.agent.core.settings.Measuring;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;

/** All that is measured, with the meter of one OpenTelemetry. */
public final class McpMetrics implements Metrics {

  private final DurationMetrics durations;
  private final HandlerMetrics handlers;
  private final MessageMetrics messages;
  private final EventCounters events;
  private final StateMetrics states;

  private McpMetrics(Meter meter, Measuring measuring) {
    MetricAttributes attributes = new MetricAttributes(measuring.maxNames());
    durations = new DurationMetrics(meter, attributes);
    handlers = new HandlerMetrics(meter, attributes);
    messages = new MessageMetrics(meter, attributes);
    events = new EventCounters(meter, attributes);
    states = new StateMetrics(meter, attributes, measuring);
  }

  /** What the settings ask for: all of it, or the durations that the conventions name. */
  public static Metrics of(MeterProvider meters, String version, Measuring measuring) {
    Meter meter =
        meters
            .meterBuilder(OpenTelemetryWriter.SCOPE)
            .setInstrumentationVersion(version)
            .setSchemaUrl(Conventions.SCHEMA_URL)
            .build();
    return measuring.all()
        ? new McpMetrics(meter, measuring)
        : new DurationMetrics(meter, new MetricAttributes(measuring.maxNames()));
  }

  @Override
  public boolean measuresDetails() {
    return true;
  }

  @Override
  public void record(Operation operation, Outcome outcome, long nanos) {
    durations.record(operation, outcome, nanos);
    messages.record(operation);
    events.ended(operation, outcome);
  }

  @Override
  public void record(Session session, Session.End end) {
    durations.record(session, end);
  }

  @Override
  public void record(HandlerInvocation call, String errorType) {
    handlers.record(call, errorType);
  }

  @Override
  public void record(Operation operation, boolean received, long bytes) {
    messages.record(operation, received, bytes);
  }

  @Override
  public void onEvent(Event event) {
    events.onEvent(event);
  }

  @Override
  public void redacted(String rule) {
    events.redacted(rule);
  }

  @Override
  public void watch(Application application) {
    states.watch(application);
  }

  @Override
  public void onDetached(Application application) {
    states.onDetached(application);
  }
}
