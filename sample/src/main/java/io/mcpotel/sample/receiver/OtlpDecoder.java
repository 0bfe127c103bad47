// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import static io.mcpotel.sample.receiver.Attributes.hex;
import static io.mcpotel.sample.receiver.Attributes.toMap;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.SeverityNumber;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Decodes OTLP spans and log records into views; {@link MetricDecoder} does the metrics. */
final class OtlpDecoder {

  private OtlpDecoder() {}

  static List<SpanView> spans(ExportTraceServiceRequest request) {
    List<SpanView> views = new ArrayList<>();
    for (var resourceSpans : request.getResourceSpansList()) {
      Map<String, Object> resource = toMap(resourceSpans.getResource().getAttributesList());
      for (var scopeSpans : resourceSpans.getScopeSpansList()) {
        String scope = scopeSpans.getScope().getName();
        scopeSpans.getSpansList().forEach(span -> views.add(span(span, scope, resource)));
      }
    }
    return views;
  }

  static List<LogView> logs(ExportLogsServiceRequest request) {
    List<LogView> views = new ArrayList<>();
    for (var resourceLogs : request.getResourceLogsList()) {
      Map<String, Object> resource = toMap(resourceLogs.getResource().getAttributesList());
      for (var scopeLogs : resourceLogs.getScopeLogsList()) {
        scopeLogs.getLogRecordsList().forEach(log -> views.add(log(log, resource)));
      }
    }
    return views;
  }

  private static SpanView span(Span span, String scope, Map<String, Object> resource) {
    return new SpanView(
        hex(span.getTraceId()),
        hex(span.getSpanId()),
        hex(span.getParentSpanId()),
        span.getName(),
        withoutPrefix("SPAN_KIND_", span.getKind()),
        span.getStartTimeUnixNano(),
        span.getEndTimeUnixNano(),
        toMap(span.getAttributesList()),
        statusCode(span.getStatus()),
        span.getStatus().getMessage(),
        span.getEventsList().stream()
            .map(event -> new EventView(event.getName(), toMap(event.getAttributesList())))
            .toList(),
        span.getLinksList().stream()
            .map(link -> new LinkView(hex(link.getTraceId()), hex(link.getSpanId())))
            .toList(),
        scope,
        resource);
  }

  private static LogView log(LogRecord log, Map<String, Object> resource) {
    return new LogView(
        log.getEventName(),
        severity(log),
        Attributes.toValue(log.getBody()),
        toMap(log.getAttributesList()),
        hex(log.getTraceId()),
        hex(log.getSpanId()),
        resource);
  }

  private static String statusCode(Status status) {
    return withoutPrefix("STATUS_CODE_", status.getCode());
  }

  /** The text may be the logging library's own word; the number is the standard one. */
  private static String severity(LogRecord log) {
    return log.getSeverityNumber() == SeverityNumber.SEVERITY_NUMBER_UNSPECIFIED
        ? log.getSeverityText()
        : withoutPrefix("SEVERITY_NUMBER_", log.getSeverityNumber());
  }

  private static String withoutPrefix(String prefix, Enum<?> value) {
    String name = value.name();
    return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
  }
}
