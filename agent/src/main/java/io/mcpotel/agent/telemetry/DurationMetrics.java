// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Methods;
import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Problems;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.MeterProvider;
import io.opentelemetry.context.Context;
import java.util.List;

/** Records the four duration histograms of the MCP semantic conventions, and what was redacted. */
public final class DurationMetrics implements Metrics {

  private static final double NANOS_PER_SECOND = 1e9;

  private static final List<Double> BOUNDARIES =
      List.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0);

  private final DoubleHistogram clientOperation;
  private final DoubleHistogram serverOperation;
  private final DoubleHistogram clientSession;
  private final DoubleHistogram serverSession;
  private final LongCounter redactions;

  /** Measures for one OpenTelemetry. */
  public DurationMetrics(MeterProvider meters, String version) {
    Meter meter =
        meters.meterBuilder(OpenTelemetryWriter.SCOPE).setInstrumentationVersion(version).build();
    clientOperation =
        histogram(
            meter,
            "mcp.client.operation.duration",
            "The duration of the MCP request or notification as observed on the sender from the"
                + " time it was sent until the response or ack is received.");
    serverOperation =
        histogram(
            meter,
            "mcp.server.operation.duration",
            "MCP request or notification duration as observed on the receiver from the time it was"
                + " received until the result or ack is sent.");
    clientSession =
        histogram(
            meter,
            "mcp.client.session.duration",
            "The duration of the MCP session as observed on the MCP client.");
    serverSession =
        histogram(
            meter,
            "mcp.server.session.duration",
            "The duration of the MCP session as observed on the MCP server.");
    redactions =
        meter
            .counterBuilder("mcp.redactions")
            .setUnit("{redaction}")
            .setDescription("Secrets that were taken out of what is exported.")
            .build();
  }

  @Override
  public void record(Operation operation, Outcome outcome, long nanos) {
    boolean sent = operation.kind() == Operation.Kind.CLIENT;
    Session session = operation.session();
    AttributesBuilder attributes = attributes(session, sent && session.isClient());
    attributes.put(Keys.METHOD, operation.isMethodKnown() ? operation.method() : Methods.OTHER);
    Target target = operation.target();
    if (target.kind() == Target.Kind.TOOL) {
      attributes.put(Keys.TOOL, operation.isTargetKnown() ? target.name() : Methods.OTHER);
      attributes.put(Keys.OPERATION, "execute_tool");
    } else if (target.kind() == Target.Kind.PROMPT) {
      attributes.put(Keys.PROMPT, operation.isTargetKnown() ? target.name() : Methods.OTHER);
    }
    if (outcome.statusCode() != null) {
      attributes.put(Keys.STATUS_CODE, outcome.statusCode().toString());
    }
    put(attributes, Keys.ERROR_TYPE, outcome.errorType());
    (sent ? clientOperation : serverOperation)
        .record(nanos / NANOS_PER_SECOND, attributes.build(), exemplarOf(operation));
  }

  @Override
  public void record(Session session, long nanos) {
    (session.isClient() ? clientSession : serverSession)
        .record(nanos / NANOS_PER_SECOND, attributes(session, session.isClient()).build());
  }

  @Override
  public void redacted(String rule) {
    redactions.add(1, Attributes.of(Keys.REDACTION_RULE, rule));
  }

  /** The context whose span a measurement may name: not one of another OpenTelemetry. */
  private static Context exemplarOf(Operation operation) {
    return operation.context() instanceof OperationContext own ? own.context() : Context.root();
  }

  private static AttributesBuilder attributes(Session session, boolean withAddress) {
    Session.Facts facts = session.facts();
    Wire wire = facts.wire();
    AttributesBuilder attributes = Attributes.builder();
    put(attributes, Keys.PROTOCOL_VERSION, facts.protocolVersion());
    put(attributes, Keys.NETWORK_TRANSPORT, wire.transport());
    put(attributes, Keys.NETWORK_PROTOCOL, wire.protocol());
    if (withAddress && wire.serverAddress() != null) {
      attributes.put(Keys.SERVER_ADDRESS, wire.serverAddress());
      attributes.put(Keys.SERVER_PORT, wire.serverPort().longValue());
    }
    return attributes;
  }

  private static void put(AttributesBuilder attributes, AttributeKey<String> key, String value) {
    if (value != null) {
      attributes.put(key, value);
    }
  }

  private static DoubleHistogram histogram(Meter meter, String name, String description) {
    DoubleHistogramBuilder builder =
        meter.histogramBuilder(name).setUnit("s").setDescription(description);
    try {
      builder = builder.setExplicitBucketBoundariesAdvice(BOUNDARIES);
    } catch (NoSuchMethodError e) {
      Problems.once(
          "the application's OpenTelemetry API is older than 1.32 and takes no bucket boundaries:"
              + " the durations have its SDK's.");
    }
    return builder.build();
  }
}
