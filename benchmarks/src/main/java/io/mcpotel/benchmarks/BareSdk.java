// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.List;

/** The least that a span and a metric cost: one span with eight attributes, recorded once. */
final class BareSdk implements AutoCloseable {

  static final AttributeKey<String> METHOD = AttributeKey.stringKey("mcp.method.name");
  static final AttributeKey<String> TOOL = AttributeKey.stringKey("gen_ai.tool.name");
  static final AttributeKey<String> OPERATION = AttributeKey.stringKey("gen_ai.operation.name");
  static final AttributeKey<String> SESSION = AttributeKey.stringKey("mcp.session.id");
  static final AttributeKey<String> VERSION = AttributeKey.stringKey("mcp.protocol.version");
  static final AttributeKey<String> TRANSPORT = AttributeKey.stringKey("network.transport");
  static final AttributeKey<String> PROTOCOL = AttributeKey.stringKey("network.protocol.name");
  static final AttributeKey<String> CLIENT = AttributeKey.stringKey("mcp.client.name");

  static final List<Double> BOUNDARIES =
      List.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0);

  private final OpenTelemetrySdk sdk =
      AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
  private final Tracer tracer = sdk.getTracer("bare");
  private final DoubleHistogram duration =
      sdk.getMeter("bare")
          .histogramBuilder("mcp.server.operation.duration")
          .setUnit("s")
          .setExplicitBucketBoundariesAdvice(BOUNDARIES)
          .build();

  void call() {
    long start = System.nanoTime();
    Attributes attributes =
        Attributes.builder()
            .put(METHOD, "tools/call")
            .put(TOOL, "echo")
            .put(OPERATION, "execute_tool")
            .put(SESSION, "c2a7f1f8-0c4b-4f7e-9d55-3f4b8f3a6a10")
            .put(VERSION, "2025-06-18")
            .put(TRANSPORT, "tcp")
            .put(PROTOCOL, "http")
            .put(CLIENT, "benchmark")
            .build();
    tracer
        .spanBuilder("tools/call echo")
        .setSpanKind(SpanKind.SERVER)
        .setAllAttributes(attributes)
        .startSpan()
        .end();
    duration.record((System.nanoTime() - start) / 1e9, attributes);
  }

  @Override
  public void close() {
    sdk.close();
  }
}
