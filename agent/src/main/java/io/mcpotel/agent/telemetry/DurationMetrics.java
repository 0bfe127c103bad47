// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static io.mcpotel.agent.telemetry.MetricAttributes.putIfKnown;

import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Session;
import io.mcpotel.agent.core.Target;
import io.mcpotel.agent.core.Wire;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.Meter;

/** Records the four duration histograms of the MCP semantic conventions. */
final class DurationMetrics implements Metrics {

  private static final double NANOS_PER_SECOND = 1e9;

  private final MetricAttributes names;
  private final DoubleHistogram clientOperation;
  private final DoubleHistogram serverOperation;
  private final DoubleHistogram clientSession;
  private final DoubleHistogram serverSession;

  DurationMetrics(Meter meter, MetricAttributes names) {
    this.names = names;
    clientOperation =
        Histograms.seconds(
            meter,
            "mcp.client.operation.duration",
            "The duration of the MCP request or notification as observed on the sender from the"
                + " time it was sent until the response or ack is received.");
    serverOperation =
        Histograms.seconds(
            meter,
            "mcp.server.operation.duration",
            "MCP request or notification duration as observed on the receiver from the time it was"
                + " received until the result or ack is sent.");
    clientSession =
        Histograms.seconds(
            meter,
            "mcp.client.session.duration",
            "The duration of the MCP session as observed on the MCP client.");
    serverSession =
        Histograms.seconds(
            meter,
            "mcp.server.session.duration",
            "The duration of the MCP session as observed on the MCP server.");
  }

  @Override
  public void record(Operation operation, Outcome outcome, long nanos) {
    boolean sent = operation.kind() == Operation.Kind.CLIENT;
    Session session = operation.session();
    AttributesBuilder attributes = attributes(session, sent && session.isClient());
    attributes.put(Keys.METHOD, names.method(operation));
    Target target = names.target(operation);
    if (target.kind() == Target.Kind.TOOL) {
      attributes.put(Keys.TOOL, target.name());
      attributes.put(Keys.OPERATION, "execute_tool");
    } else if (target.kind() == Target.Kind.PROMPT) {
      attributes.put(Keys.PROMPT, target.name());
    }
    if (outcome.statusCode() != null) {
      attributes.put(Keys.STATUS_CODE, outcome.statusCode().toString());
    }
    putIfKnown(attributes, Keys.ERROR_TYPE, outcome.errorType());
    (sent ? clientOperation : serverOperation)
        .record(
            nanos / NANOS_PER_SECOND,
            attributes.build(),
            OperationContext.exemplarOf(operation.context()));
  }

  @Override
  public void record(Session session, long nanos) {
    (session.isClient() ? clientSession : serverSession)
        .record(nanos / NANOS_PER_SECOND, attributes(session, session.isClient()).build());
  }

  private static AttributesBuilder attributes(Session session, boolean withAddress) {
    Session.Facts facts = session.facts();
    Wire wire = facts.wire();
    AttributesBuilder attributes = Attributes.builder();
    putIfKnown(attributes, Keys.PROTOCOL_VERSION, facts.protocolVersion());
    putIfKnown(attributes, Keys.NETWORK_TRANSPORT, wire.transport());
    putIfKnown(attributes, Keys.NETWORK_PROTOCOL, wire.protocol());
    if (withAddress && wire.serverAddress() != null) {
      attributes.put(Keys.SERVER_ADDRESS, wire.serverAddress());
      attributes.put(Keys.SERVER_PORT, wire.serverPort().longValue());
    }
    return attributes;
  }
}
