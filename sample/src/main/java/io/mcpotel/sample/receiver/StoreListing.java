// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import java.util.List;
import java.util.stream.Collectors;

/** Writes down what has arrived, for the message of a wait that failed. */
final class StoreListing {

  private StoreListing() {}

  static String ofSpans(List<SpanView> spans) {
    return lines(
        spans.stream()
            .map(
                span ->
                    "%s %s (trace %s, span %s, parent %s) %s %s"
                        .formatted(
                            span.kind(),
                            span.name(),
                            span.traceId(),
                            span.spanId(),
                            span.parentSpanId(),
                            span.statusCode(),
                            span.attributes()))
            .toList());
  }

  static String ofMetrics(List<MetricView> metrics) {
    return lines(
        metrics.stream()
            .map(
                point ->
                    "%s %s count=%d value=%s %s"
                        .formatted(
                            point.type(),
                            point.name(),
                            point.count(),
                            point.value(),
                            point.attributes()))
            .toList());
  }

  static String ofLogs(List<LogView> logs) {
    return lines(
        logs.stream()
            .map(
                log ->
                    "%s %s %s (trace %s, span %s) %s"
                        .formatted(
                            log.severity(),
                            log.eventName(),
                            log.body(),
                            log.traceId(),
                            log.spanId(),
                            log.attributes()))
            .toList());
  }

  private static String lines(List<String> entries) {
    return entries.isEmpty()
        ? "nothing"
        : entries.stream().map(entry -> "\n  " + entry).collect(Collectors.joining());
  }
}
