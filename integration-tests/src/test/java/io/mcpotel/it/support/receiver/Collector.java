// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.support.receiver;

import io.mcpotel.it.support.peer.Call;
import io.mcpotel.it.support.peer.TraceParent;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.OtlpReceiver;
import io.mcpotel.sample.receiver.SpanView;
import io.mcpotel.sample.receiver.TelemetryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Asks the receiver for what a test expects. */
public final class Collector {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final TelemetryStore store;

  public Collector(TelemetryStore store) {
    this.store = store;
  }

  public static Collector of(OtlpReceiver receiver) {
    return new Collector(receiver.store());
  }

  public SpanView awaitSpan(Predicate<SpanView> wanted) {
    return store.awaitSpan(wanted, PATIENCE);
  }

  public SpanView awaitSpan(String kind, String name) {
    return awaitSpan(span -> span.kind().equals(kind) && span.name().equals(name));
  }

  /** The span of one kind in the trace that a raw peer began; there must be one only. */
  public SpanView awaitSpan(TraceParent trace, String kind) {
    return awaitSpan(span -> span.traceId().equals(trace.traceId()) && span.kind().equals(kind));
  }

  /** The span with which the server answered this call. */
  public SpanView serverSpan(Call call) {
    return awaitSpan(call.parent(), "SERVER");
  }

  /** The span of the handler that this call led to. */
  public SpanView handlerSpan(Call call) {
    return awaitSpan(call.parent(), "INTERNAL");
  }

  public List<SpanView> trace(String traceId) {
    return store.spans().stream().filter(span -> span.traceId().equals(traceId)).toList();
  }

  public List<SpanView> spans() {
    return store.spans();
  }

  public List<LogView> logs() {
    return store.logs();
  }

  public LogView awaitLog(Predicate<LogView> wanted) {
    return store.awaitLog(wanted, PATIENCE);
  }

  /** The record of the operation that has this span. */
  public LogView awaitRecord(SpanView span) {
    return awaitRecord(span.spanId());
  }

  /** The record of the operation that has a span with this id. */
  public LogView awaitRecord(String spanId) {
    return awaitLog(log -> isOf("mcp.operation", log) && log.spanId().equals(spanId));
  }

  /** The first record of a session that came to this. */
  public LogView awaitSession(String state) {
    return awaitLog(
        log -> isOf("mcp.session", log) && state.equals(log.attributes().get("mcp.session.state")));
  }

  /** A log record of an API before 1.50 has an attribute for its event's name. */
  private static boolean isOf(String event, LogView log) {
    return event.equals(log.eventName()) || event.equals(log.attributes().get("event.name"));
  }

  /** The records of this kind that have arrived. */
  public List<LogView> records(String eventName) {
    return logs().stream().filter(log -> log.eventName().equals(eventName)).toList();
  }

  /** The data point whose attributes are exactly these. */
  public MetricView awaitMetric(String name, Map<String, Object> attributes) {
    return store.awaitMetric(
        point -> point.name().equals(name) && point.attributes().equals(attributes), PATIENCE);
  }

  /** The first data point that has these attributes among others. */
  public MetricView awaitMetricWith(String name, Map<String, Object> some) {
    return awaitMetric(
        point ->
            point.name().equals(name)
                && point.attributes().entrySet().containsAll(some.entrySet()));
  }

  /** The server's duration metric of this tool, once it has counted so many calls. */
  public MetricView awaitServedCalls(String tool, long count) {
    return awaitMetric(
        point ->
            point.name().equals("mcp.server.operation.duration")
                && tool.equals(point.attributes().get("gen_ai.tool.name"))
                && point.count() == count);
  }

  public MetricView awaitMetric(Predicate<MetricView> wanted) {
    return store.awaitMetric(wanted, PATIENCE);
  }

  public List<MetricView> metrics() {
    return store.metrics();
  }

  /** The spans with their parents, to tell why a test failed. */
  public String tree() {
    return store.spans().stream()
        .map(
            span ->
                String.join(
                    " ", span.kind(), span.name(), span.spanId(), "below", span.parentSpanId()))
        .collect(Collectors.joining("\n", "\n", "\n"));
  }

  /** All that has arrived of every signal, to search for what must not be in it. */
  public String everything() {
    return store.spans() + "\n" + store.metrics() + "\n" + store.logs();
  }
}
