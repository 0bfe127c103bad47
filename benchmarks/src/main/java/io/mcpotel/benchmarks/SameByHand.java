// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.benchmarks;

import com.sun.management.ThreadMXBean;
import io.modelcontextprotocol.spec.McpSchema;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongHistogram;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What the agent's defaults tell of a call, written by hand with the OpenTelemetry SDK: both spans,
 * the record and each metric, with their attributes, and the readings of the JVM's counters.
 *
 * <p>What a tool does not know of its request is stood for by values of the same kind: its id, when
 * it came in, who sent it, the sizes of both messages. Left out are failures, for this tool has
 * none, trace context in {@code _meta}, and what is only read when metrics are exported, once a
 * minute: the server's state and catalog, its sessions, the JVM.
 */
final class SameByHand implements EchoTool.Around {

  private static final AttributeKey<String> REQUEST = AttributeKey.stringKey("jsonrpc.request.id");
  private static final AttributeKey<String> THREAD = AttributeKey.stringKey("thread.name");
  private static final AttributeKey<Double> WAIT = AttributeKey.doubleKey("mcp.handler.wait");
  private static final AttributeKey<Double> DURATION =
      AttributeKey.doubleKey("mcp.operation.duration");
  private static final AttributeKey<Long> REQUEST_SIZE = AttributeKey.longKey("mcp.request.size");
  private static final AttributeKey<Long> RESPONSE_SIZE = AttributeKey.longKey("mcp.response.size");

  private static final List<Long> BYTES =
      List.of(
          1L << 10, 1L << 12, 1L << 14, 1L << 16, 1L << 18, 1L << 20, 1L << 22, 1L << 24, 1L << 26);
  private static final List<Long> TOKENS =
      List.of(10L, 30L, 100L, 300L, 1_000L, 3_000L, 10_000L, 30_000L, 100_000L, 300_000L);

  /** About what a message is longer than its text, and how long a token is. */
  private static final long ENVELOPE = 100;

  private static final int TOKEN = 4;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final AtomicLong requests = new AtomicLong(1_000_000_000);

  private final Tracer tracer;
  private final Logger logger;
  private final LongUpDownCounter active;
  private final DoubleHistogram duration;
  private final DoubleHistogram handlerDuration;
  private final DoubleHistogram handlerWait;
  private final DoubleHistogram handlerCpu;
  private final LongHistogram handlerAllocated;
  private final LongHistogram size;
  private final LongHistogram tokens;

  private final Attributes ofMethod = Attributes.of(BareSdk.METHOD, McpSchema.METHOD_TOOLS_CALL);
  private final Attributes ofTool = Attributes.of(BareSdk.TOOL, EchoTool.NAME);
  private final Attributes ofHandler = ofMethod.toBuilder().putAll(ofTool).build();
  private final Attributes received =
      ofHandler.toBuilder().put("network.io.direction", "receive").build();
  private final Attributes sent =
      ofHandler.toBuilder().put("network.io.direction", "transmit").build();
  private final Attributes ofRecord =
      Attributes.builder()
          .put("network.io.direction", "receive")
          .put("mcp.role", "server")
          .put("mcp.outcome", "ok")
          .build();
  private final Attributes ofPeers =
      Attributes.builder()
          .put(BareSdk.CLIENT, "benchmark")
          .put("mcp.client.version", "1")
          .put("mcp.server.name", "echo-server")
          .put("mcp.server.version", "1.0.0")
          .build();
  private final Attributes ofCall;
  private final Attributes ofCallInSession;

  SameByHand(String transport, String protocol) {
    OpenTelemetry sdk = AutoConfiguredOpenTelemetrySdk.initialize().getOpenTelemetrySdk();
    tracer = sdk.getTracer("by-hand");
    logger = sdk.getLogsBridge().get("by-hand");
    Meter meter = sdk.getMeter("by-hand");
    active = meter.upDownCounterBuilder("mcp.server.active_requests").setUnit("{request}").build();
    duration = seconds(meter, "mcp.server.operation.duration");
    handlerDuration = seconds(meter, "mcp.server.handler.duration");
    handlerWait = seconds(meter, "mcp.server.handler.wait");
    handlerCpu = seconds(meter, "mcp.server.handler.cpu");
    handlerAllocated = whole(meter, "mcp.server.handler.allocated", "By", BYTES);
    size = whole(meter, "mcp.server.message.size", "By", BYTES);
    tokens = whole(meter, "mcp.server.result.tokens", "{token}", TOKENS);
    ofCall =
        ofHandler.toBuilder()
            .put(BareSdk.OPERATION, "execute_tool")
            .put(BareSdk.TRANSPORT, transport)
            .put(BareSdk.PROTOCOL, protocol)
            .build();
    ofCallInSession = ofCall.toBuilder().put(BareSdk.VERSION, "2025-06-18").build();
  }

  @Override
  public McpSchema.CallToolResult call(String session, Supplier<McpSchema.CallToolResult> tool) {
    long start = System.nanoTime();
    Attributes common = session == null ? ofCall : ofCallInSession;
    Attributes peers = session == null ? Attributes.empty() : ofPeers;
    String request = Long.toString(requests.incrementAndGet());
    active.add(1, ofMethod);
    Span span =
        tracer
            .spanBuilder("tools/call echo")
            .setSpanKind(SpanKind.SERVER)
            .setAllAttributes(common)
            .setAllAttributes(peers)
            .setAttribute(BareSdk.SESSION, session)
            .setAttribute(REQUEST, request)
            .startSpan();
    try (Scope scope = span.makeCurrent()) {
      double wait = secondsSince(start);
      McpSchema.CallToolResult result = handle(wait, tool);
      double seconds = secondsSince(start);
      int length = ((McpSchema.TextContent) result.content().get(0)).text().length();
      duration.record(seconds, common);
      size.record(ENVELOPE + length, received);
      size.record(ENVELOPE + length, sent);
      tokens.record(length / TOKEN, ofTool);
      logger
          .logRecordBuilder()
          .setEventName("mcp.operation")
          .setTimestamp(Instant.now())
          .setSeverity(Severity.INFO)
          .setSeverityText("INFO")
          .setBody("tools/call echo: ok")
          .setAllAttributes(ofRecord)
          .setAllAttributes(common)
          .setAllAttributes(peers)
          .setAttribute(BareSdk.SESSION, session)
          .setAttribute(REQUEST, request)
          .setAttribute(DURATION, seconds)
          .setAttribute(WAIT, wait)
          .setAttribute(REQUEST_SIZE, ENVELOPE + length)
          .setAttribute(RESPONSE_SIZE, ENVELOPE + length)
          .emit();
      return result;
    } finally {
      span.end();
      active.add(-1, ofMethod);
    }
  }

  private McpSchema.CallToolResult handle(double wait, Supplier<McpSchema.CallToolResult> tool) {
    long start = System.nanoTime();
    Span span =
        tracer
            .spanBuilder("execute_tool echo")
            .setAttribute(THREAD, Thread.currentThread().getName())
            .setAttribute(BareSdk.TOOL, EchoTool.NAME)
            .setAttribute(WAIT, wait)
            .startSpan();
    try (Scope scope = span.makeCurrent()) {
      long cpuNanos = threads.getCurrentThreadCpuTime();
      long bytes = threads.getCurrentThreadAllocatedBytes();
      McpSchema.CallToolResult result = tool.get();
      handlerAllocated.record(threads.getCurrentThreadAllocatedBytes() - bytes, ofHandler);
      handlerCpu.record(seconds(threads.getCurrentThreadCpuTime() - cpuNanos), ofHandler);
      handlerDuration.record(secondsSince(start), ofHandler);
      handlerWait.record(wait, ofHandler);
      return result;
    } finally {
      span.end();
    }
  }

  private static DoubleHistogram seconds(Meter meter, String name) {
    return meter
        .histogramBuilder(name)
        .setUnit("s")
        .setExplicitBucketBoundariesAdvice(BareSdk.BOUNDARIES)
        .build();
  }

  private static LongHistogram whole(Meter meter, String name, String unit, List<Long> boundaries) {
    return meter
        .histogramBuilder(name)
        .ofLongs()
        .setUnit(unit)
        .setExplicitBucketBoundariesAdvice(boundaries)
        .build();
  }

  private static double secondsSince(long nanos) {
    return seconds(System.nanoTime() - nanos);
  }

  private static double seconds(long nanos) {
    return (double) nanos / TimeUnit.SECONDS.toNanos(1);
  }
}
