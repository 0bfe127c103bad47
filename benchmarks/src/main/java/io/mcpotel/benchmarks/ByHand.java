// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.modelcontextprotocol.spec.McpSchema;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.function.Supplier;

/**
 * What an author would write into a tool instead of adding an agent: one span and one duration with
 * the attributes of the conventions.
 */
final class ByHand implements EchoTool.Around {

  private final Attributes ofMetric;
  private final Tracer tracer;
  private final DoubleHistogram duration;

  ByHand(String transport, String protocol) {
    OpenTelemetrySdk sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
    tracer = sdk.getTracer("by-hand");
    duration =
        sdk.getMeter("by-hand")
            .histogramBuilder("mcp.server.operation.duration")
            .setUnit("s")
            .setExplicitBucketBoundariesAdvice(BareSdk.BOUNDARIES)
            .build();
    ofMetric =
        Attributes.builder()
            .put(BareSdk.TRANSPORT, transport)
            .put(BareSdk.PROTOCOL, protocol)
            .put(BareSdk.METHOD, McpSchema.METHOD_TOOLS_CALL)
            .put(BareSdk.TOOL, EchoTool.NAME)
            .put(BareSdk.OPERATION, "execute_tool")
            .put(BareSdk.VERSION, "2025-06-18")
            .build();
  }

  @Override
  public McpSchema.CallToolResult call(String session, Supplier<McpSchema.CallToolResult> tool) {
    long start = System.nanoTime();
    Span span =
        tracer
            .spanBuilder("tools/call echo")
            .setSpanKind(SpanKind.SERVER)
            .setAllAttributes(ofMetric)
            .setAttribute(BareSdk.SESSION, session)
            .startSpan();
    try (Scope scope = span.makeCurrent()) {
      return tool.get();
    } catch (RuntimeException e) {
      span.setStatus(StatusCode.ERROR);
      throw e;
    } finally {
      span.end();
      duration.record((System.nanoTime() - start) / 1e9, ofMetric);
    }
  }
}
