// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import com.google.protobuf.ByteString;
import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.InstrumentationScope;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.LogRecord;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.logs.v1.ScopeLogs;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.resource.v1.Resource;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.util.HexFormat;

/** Export requests built by hand, from a resource and scope that are always the same. */
final class Otlp {

  private static final Resource RESOURCE =
      Resource.newBuilder().addAttributes(attribute("service.name", string("weather"))).build();
  private static final InstrumentationScope SCOPE =
      InstrumentationScope.newBuilder().setName("scope").build();

  private Otlp() {}

  static ExportTraceServiceRequest span(String name) {
    return of(Span.newBuilder().setName(name).setKind(Span.SpanKind.SPAN_KIND_SERVER).build());
  }

  static ExportMetricsServiceRequest sum(String name, long value) {
    NumberDataPoint point = NumberDataPoint.newBuilder().setAsInt(value).build();
    return of(Metric.newBuilder().setName(name).setSum(Sum.newBuilder().addDataPoints(point)));
  }

  static ExportTraceServiceRequest of(Span span) {
    return ExportTraceServiceRequest.newBuilder()
        .addResourceSpans(
            ResourceSpans.newBuilder()
                .setResource(RESOURCE)
                .addScopeSpans(ScopeSpans.newBuilder().setScope(SCOPE).addSpans(span)))
        .build();
  }

  static ExportMetricsServiceRequest of(Metric.Builder metric) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(RESOURCE)
                .addScopeMetrics(ScopeMetrics.newBuilder().setScope(SCOPE).addMetrics(metric)))
        .build();
  }

  static ExportLogsServiceRequest of(LogRecord.Builder log) {
    return ExportLogsServiceRequest.newBuilder()
        .addResourceLogs(
            ResourceLogs.newBuilder()
                .setResource(RESOURCE)
                .addScopeLogs(ScopeLogs.newBuilder().setScope(SCOPE).addLogRecords(log)))
        .build();
  }

  static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  static AnyValue string(String value) {
    return AnyValue.newBuilder().setStringValue(value).build();
  }

  static ByteString id(String hex) {
    return ByteString.copyFrom(HexFormat.of().parseHex(hex));
  }
}
