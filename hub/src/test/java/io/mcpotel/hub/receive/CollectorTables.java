// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/** The tables of the Collector's ClickHouse exporter, and rows as it writes them. */
public final class CollectorTables {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String MAP = "Map(LowCardinality(String), String)";

  public static final List<String> DEFINITIONS =
      List.of(
          "CREATE TABLE otel_traces (Timestamp DateTime64(9), TraceId String, SpanId String,"
              + " ParentSpanId String, TraceState String, SpanName LowCardinality(String),"
              + " SpanKind LowCardinality(String), ServiceName LowCardinality(String),"
              + (" ResourceAttributes " + MAP + ", ScopeName String, ScopeVersion String,")
              + (" SpanAttributes " + MAP + ", Duration UInt64,")
              + " StatusCode LowCardinality(String), StatusMessage String,"
              + (" Events Nested (Timestamp DateTime64(9), Name LowCardinality(String),"
                  + (" Attributes " + MAP + "),"))
              + (" Links Nested (TraceId String, SpanId String, TraceState String, Attributes "
                  + MAP
                  + ")")
              + ") ENGINE = MergeTree PARTITION BY toDate(Timestamp)"
              + " ORDER BY (ServiceName, SpanName, toDateTime(Timestamp))",
          // As it was before the column EventName.
          "CREATE TABLE otel_logs (Timestamp DateTime64(9),"
              + " TimestampTime DateTime DEFAULT toDateTime(Timestamp), TraceId String,"
              + " SpanId String, TraceFlags UInt8, SeverityText LowCardinality(String),"
              + " SeverityNumber UInt8, ServiceName LowCardinality(String), Body String,"
              + (" ResourceSchemaUrl LowCardinality(String), ResourceAttributes " + MAP + ",")
              + " ScopeSchemaUrl LowCardinality(String), ScopeName String,"
              + (" ScopeVersion LowCardinality(String), ScopeAttributes " + MAP + ",")
              + (" LogAttributes " + MAP + ") ENGINE = MergeTree")
              + " PARTITION BY toDate(TimestampTime) ORDER BY (ServiceName, TimestampTime)");

  private CollectorTables() {}

  public static String rows(ExportTraceServiceRequest request) {
    StringBuilder rows = new StringBuilder("INSERT INTO otel_traces FORMAT JSONEachRow\n");
    for (ResourceSpans ofResource : request.getResourceSpansList()) {
      for (ScopeSpans ofScope : ofResource.getScopeSpansList()) {
        for (Span span : ofScope.getSpansList()) {
          ObjectNode row = row(ofResource.getResource().getAttributesList());
          row.put("Timestamp", span.getStartTimeUnixNano())
              .put("TraceId", hex(span.getTraceId()))
              .put("SpanId", hex(span.getSpanId()))
              .put("ParentSpanId", hex(span.getParentSpanId()))
              .put("SpanName", span.getName())
              .put("SpanKind", word(span.getKind().name().substring("SPAN_KIND_".length())))
              .put("ScopeName", ofScope.getScope().getName())
              .put("ScopeVersion", ofScope.getScope().getVersion())
              .put("Duration", span.getEndTimeUnixNano() - span.getStartTimeUnixNano())
              .put(
                  "StatusCode",
                  word(span.getStatus().getCode().name().substring("STATUS_CODE_".length())))
              .put("StatusMessage", span.getStatus().getMessage());
          row.set("SpanAttributes", map(span.getAttributesList()));
          ArrayNode times = row.putArray("Events.Timestamp");
          ArrayNode names = row.putArray("Events.Name");
          ArrayNode attributes = row.putArray("Events.Attributes");
          for (Span.Event event : span.getEventsList()) {
            times.add(event.getTimeUnixNano());
            names.add(event.getName());
            attributes.add(map(event.getAttributesList()));
          }
          ArrayNode traces = row.putArray("Links.TraceId");
          ArrayNode spans = row.putArray("Links.SpanId");
          ArrayNode states = row.putArray("Links.TraceState");
          ArrayNode linked = row.putArray("Links.Attributes");
          for (Span.Link link : span.getLinksList()) {
            traces.add(hex(link.getTraceId()));
            spans.add(hex(link.getSpanId()));
            states.add(link.getTraceState());
            linked.add(map(link.getAttributesList()));
          }
          rows.append(row).append('\n');
        }
      }
    }
    return rows.toString();
  }

  public static String rows(ExportLogsServiceRequest request) {
    StringBuilder rows = new StringBuilder("INSERT INTO otel_logs FORMAT JSONEachRow\n");
    for (ResourceLogs ofResource : request.getResourceLogsList()) {
      for (ScopeLogs ofScope : ofResource.getScopeLogsList()) {
        for (LogRecord record : ofScope.getLogRecordsList()) {
          ObjectNode row = row(ofResource.getResource().getAttributesList());
          row.put(
                  "Timestamp",
                  record.getTimeUnixNano() == 0
                      ? record.getObservedTimeUnixNano()
                      : record.getTimeUnixNano())
              .put("TraceId", hex(record.getTraceId()))
              .put("SpanId", hex(record.getSpanId()))
              .put("SeverityText", record.getSeverityText())
              .put("SeverityNumber", record.getSeverityNumberValue())
              .put("Body", text(record.getBody()))
              .put("ScopeName", ofScope.getScope().getName())
              .put("ScopeVersion", ofScope.getScope().getVersion())
              .put("EventName", record.getEventName());
          row.set("LogAttributes", map(record.getAttributesList()));
          rows.append(row).append('\n');
        }
      }
    }
    return rows.toString();
  }

  private static ObjectNode row(List<KeyValue> resource) {
    ObjectNode row = NODES.objectNode();
    ObjectNode attributes = map(resource);
    row.put("ServiceName", attributes.path("service.name").asText());
    row.set("ResourceAttributes", attributes);
    return row;
  }

  private static ObjectNode map(List<KeyValue> attributes) {
    ObjectNode map = NODES.objectNode();
    attributes.forEach(one -> map.put(one.getKey(), text(one.getValue())));
    return map;
  }

  private static String text(AnyValue value) {
    return switch (value.getValueCase()) {
      case STRING_VALUE -> value.getStringValue();
      case BOOL_VALUE -> "" + value.getBoolValue();
      case INT_VALUE -> "" + value.getIntValue();
      case DOUBLE_VALUE ->
          BigDecimal.valueOf(value.getDoubleValue()).stripTrailingZeros().toPlainString();
      case BYTES_VALUE -> Base64.getEncoder().encodeToString(value.getBytesValue().toByteArray());
      case ARRAY_VALUE, KVLIST_VALUE -> Attributes.textOf(value);
      default -> "";
    };
  }

  /** {@code SERVER} is {@code Server}. */
  private static String word(String constant) {
    return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
  }

  private static String hex(ByteString id) {
    return HexFormat.of().formatHex(id.toByteArray());
  }
}
