// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.HandlerInvocation;
import io.mcpotel.agent.core.Operation;
import io.mcpotel.agent.core.ResourceUsage;
import io.mcpotel.agent.core.Seconds;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.context.Context;

/** Measures the handlers: their time, apart from the protocol's, and what they use. */
final class HandlerMetrics {

  private final MetricAttributes attributes;
  private final Histogram duration;
  private final Histogram wait;
  private final Histogram cpu;
  private final Histogram allocated;

  HandlerMetrics(Meter meter, MetricAttributes attributes) {
    this.attributes = attributes;
    duration =
        Histograms.seconds(
            meter, "mcp.server.handler.duration", "How long the function behind a request took.");
    wait =
        Histograms.seconds(
            meter,
            "mcp.server.handler.wait",
            "How long the function behind a request waited for a thread.");
    cpu =
        Histograms.seconds(
            meter, "mcp.server.handler.cpu", "The CPU time of the function's threads.");
    allocated =
        Histograms.bytes(
            meter, "mcp.server.handler.allocated", "What the function's threads allocated.");
  }

  void record(HandlerInvocation call, String errorType) {
    Operation operation = call.operation();
    Context context = OperationContext.exemplarOf(call.context());
    Attributes outcome = attributes.ofFunction(operation, errorType, false);
    duration.record(Seconds.of(call.endNanos() - call.startNanos()), outcome, context);
    if (call.waitNanos() >= 0) {
      wait.record(Seconds.of(call.waitNanos()), outcome, context);
    }
    ResourceUsage.Used used = call.usage() == null ? null : call.usage().used();
    if (used != null) {
      // Most have not failed and were seen as a whole: then both are the same.
      Attributes whole =
          errorType == null && !used.partial()
              ? outcome
              : attributes.ofFunction(operation, null, used.partial());
      cpu.record(Seconds.of(used.cpuNanos()), whole, context);
      allocated.record(used.bytes(), whole, context);
    }
  }
}
