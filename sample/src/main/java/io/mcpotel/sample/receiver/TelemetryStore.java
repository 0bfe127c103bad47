// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Everything that a receiver took in, and a way to wait for what is still on its way.
 *
 * <p>Spans and log records are kept in order of arrival. Of metrics the newest value for the same
 * name, attributes and resource replaces the older one, which is right for cumulative temporality.
 * A wait that ends in vain throws an AssertionError that lists what has arrived.
 */
public final class TelemetryStore {

  private record Series(
      String name, Map<String, Object> attributes, Map<String, Object> resource) {}

  private final Object monitor = new Object();
  private final List<SpanView> spans = new ArrayList<>();
  private final Map<Series, MetricView> metrics = new LinkedHashMap<>();
  private final List<LogView> logs = new ArrayList<>();

  public void add(ExportTraceServiceRequest request) {
    List<SpanView> arrived = OtlpDecoder.spans(request);
    change(() -> spans.addAll(arrived));
  }

  public void add(ExportMetricsServiceRequest request) {
    List<MetricView> arrived = MetricDecoder.metrics(request);
    change(
        () ->
            arrived.forEach(
                point ->
                    metrics.put(
                        new Series(point.name(), point.attributes(), point.resource()), point)));
  }

  public void add(ExportLogsServiceRequest request) {
    List<LogView> arrived = OtlpDecoder.logs(request);
    change(() -> logs.addAll(arrived));
  }

  public void clear() {
    change(
        () -> {
          spans.clear();
          metrics.clear();
          logs.clear();
        });
  }

  public List<SpanView> spans() {
    synchronized (monitor) {
      return List.copyOf(spans);
    }
  }

  public List<MetricView> metrics() {
    synchronized (monitor) {
      return List.copyOf(metrics.values());
    }
  }

  public List<LogView> logs() {
    synchronized (monitor) {
      return List.copyOf(logs);
    }
  }

  /** Returns all spans as soon as they satisfy the predicate. */
  public List<SpanView> awaitSpans(Predicate<List<SpanView>> until, Duration atMost) {
    return await(
        () -> Optional.of(spans()).filter(until),
        atMost,
        () -> "spans as expected; arrived: " + StoreListing.ofSpans(spans()));
  }

  /** Returns the first span that satisfies the predicate, as soon as there is one. */
  public SpanView awaitSpan(Predicate<SpanView> wanted, Duration atMost) {
    return await(
        () -> spans().stream().filter(wanted).findFirst(),
        atMost,
        () -> "such span; arrived: " + StoreListing.ofSpans(spans()));
  }

  /** Returns the first data point that satisfies the predicate, as soon as there is one. */
  public MetricView awaitMetric(Predicate<MetricView> wanted, Duration atMost) {
    return await(
        () -> metrics().stream().filter(wanted).findFirst(),
        atMost,
        () -> "such metric; arrived: " + StoreListing.ofMetrics(metrics()));
  }

  /** Returns the first log record that satisfies the predicate, as soon as there is one. */
  public LogView awaitLog(Predicate<LogView> wanted, Duration atMost) {
    return await(
        () -> logs().stream().filter(wanted).findFirst(),
        atMost,
        () -> "such log record; arrived: " + StoreListing.ofLogs(logs()));
  }

  private void change(Runnable change) {
    synchronized (monitor) {
      change.run();
      monitor.notifyAll();
    }
  }

  private <T> T await(Supplier<Optional<T>> attempt, Duration atMost, Supplier<String> failure) {
    long deadline = System.nanoTime() + atMost.toNanos();
    synchronized (monitor) {
      while (true) {
        Optional<T> result = attempt.get();
        if (result.isPresent()) {
          return result.get();
        }
        long remaining = deadline - System.nanoTime();
        if (remaining <= 0) {
          throw new AssertionError("Within " + atMost.toMillis() + " ms no " + failure.get());
        }
        waitForChange(remaining);
      }
    }
  }

  private void waitForChange(long nanos) {
    try {
      TimeUnit.NANOSECONDS.timedWait(monitor, nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while waiting for telemetry", e);
    }
  }
}
