// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Metrics;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.Outcome;
import io.mcpotel.agent.core.Seconds;
import io.mcpotel.agent.core.Session;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;

/** Records the four duration histograms of the MCP semantic conventions. */
final class DurationMetrics implements Metrics {

  private final MetricAttributes attributes;
  private final Histogram clientOperation;
  private final Histogram serverOperation;
  private final Histogram clientSession;
  private final Histogram serverSession;

  DurationMetrics(Meter meter, MetricAttributes attributes) {
    this.attributes = attributes;
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
    (operation.kind() == Operation.Kind.CLIENT ? clientOperation : serverOperation)
        .record(
            Seconds.of(nanos),
            attributes.ofOperation(operation, outcome),
            OperationContext.exemplarOf(operation.context()));
  }

  @Override
  public void record(Session session, Session.End end) {
    (session.isClient() ? clientSession : serverSession)
        .record(Seconds.of(end.nanos()), attributes.ofSession(session, end), Context.current());
  }
}
