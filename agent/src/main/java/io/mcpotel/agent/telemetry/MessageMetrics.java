// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.Operation;
import io.opentelemetry.api.metrics.Meter;

/** Measures what goes over the wire. */
final class MessageMetrics {

  private final MetricAttributes attributes;
  private final Histogram clientSize;
  private final Histogram serverSize;
  private final Histogram tokens;

  MessageMetrics(Meter meter, MetricAttributes attributes) {
    this.attributes = attributes;
    clientSize =
        Histograms.bytes(
            meter,
            "mcp.client.message.size",
            "The bytes of requests and notifications that were sent, and of their responses.");
    serverSize =
        Histograms.bytes(
            meter,
            "mcp.server.message.size",
            "The bytes of requests and notifications that were received, and of their responses.");
    tokens =
        Histograms.tokens(
            meter,
            "mcp.server.result.tokens",
            "An estimate of what the texts of a tool's result are for a model: a token for each"
                + " four bytes.");
  }

  void record(Operation operation, boolean received, long bytes) {
    (operation.kind() == Operation.Kind.CLIENT ? clientSize : serverSize)
        .record(
            bytes,
            attributes.ofMessage(operation, received),
            OperationContext.exemplarOf(operation.context()));
  }

  /** Records what is known of the result when the operation has ended. */
  void record(Operation operation) {
    if (operation.sizes().resultTokens() >= 0) {
      tokens.record(
          operation.sizes().resultTokens(),
          attributes.ofTool(operation),
          OperationContext.exemplarOf(operation.context()));
    }
  }
}
