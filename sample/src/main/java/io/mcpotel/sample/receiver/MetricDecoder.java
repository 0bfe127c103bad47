// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample.receiver;

import static io.mcpotel.sample.receiver.Attributes.hex;
import static io.mcpotel.sample.receiver.Attributes.toMap;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.metrics.v1.Exemplar;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Decodes OTLP metrics into one view per data point; summaries are passed over. */
final class MetricDecoder {

  private final Metric metric;
  private final String scope;
  private final Map<String, Object> resource;

  private MetricDecoder(Metric metric, String scope, Map<String, Object> resource) {
    this.metric = metric;
    this.scope = scope;
    this.resource = resource;
  }

  static List<MetricView> metrics(ExportMetricsServiceRequest request) {
    List<MetricView> views = new ArrayList<>();
    for (var resourceMetrics : request.getResourceMetricsList()) {
      Map<String, Object> resource = toMap(resourceMetrics.getResource().getAttributesList());
      for (var scopeMetrics : resourceMetrics.getScopeMetricsList()) {
        String scope = scopeMetrics.getScope().getName();
        for (Metric metric : scopeMetrics.getMetricsList()) {
          new MetricDecoder(metric, scope, resource).points().forEach(views::add);
        }
      }
    }
    return views;
  }

  private Stream<MetricView> points() {
    return switch (metric.getDataCase()) {
      case HISTOGRAM -> metric.getHistogram().getDataPointsList().stream().map(this::histogram);
      case EXPONENTIAL_HISTOGRAM ->
          metric.getExponentialHistogram().getDataPointsList().stream().map(this::exponential);
      case SUM -> metric.getSum().getDataPointsList().stream().map(p -> number("sum", p));
      case GAUGE -> metric.getGauge().getDataPointsList().stream().map(p -> number("gauge", p));
      default -> Stream.empty();
    };
  }

  private MetricView histogram(HistogramDataPoint point) {
    return new MetricView(
        metric.getName(),
        metric.getUnit(),
        "histogram",
        toMap(point.getAttributesList()),
        resource,
        scope,
        point.getCount(),
        point.getSum(),
        List.copyOf(point.getExplicitBoundsList()),
        List.copyOf(point.getBucketCountsList()),
        Double.NaN,
        traceIds(point.getExemplarsList()));
  }

  private MetricView exponential(ExponentialHistogramDataPoint point) {
    return new MetricView(
        metric.getName(),
        metric.getUnit(),
        "exponential_histogram",
        toMap(point.getAttributesList()),
        resource,
        scope,
        point.getCount(),
        point.getSum(),
        List.of(),
        List.of(),
        Double.NaN,
        traceIds(point.getExemplarsList()));
  }

  private MetricView number(String type, NumberDataPoint point) {
    return new MetricView(
        metric.getName(),
        metric.getUnit(),
        type,
        toMap(point.getAttributesList()),
        resource,
        scope,
        0,
        0,
        List.of(),
        List.of(),
        point.hasAsInt() ? point.getAsInt() : point.getAsDouble(),
        traceIds(point.getExemplarsList()));
  }

  private static List<String> traceIds(List<Exemplar> exemplars) {
    return exemplars.stream().map(exemplar -> hex(exemplar.getTraceId())).toList();
  }
}
