// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import io.mcpotel.hub.store.Row;
import io.mcpotel.hub.store.Table;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.util.List;
import java.util.Locale;

/** A row for each data point of a metric. */
final class PointRows {

  private final Received received = new Received();
  private final Times times;

  private PointRows(Times times) {
    this.times = times;
  }

  static Received of(ExportMetricsServiceRequest request, Times times) {
    PointRows rows = new PointRows(times);
    for (ResourceMetrics ofResource : request.getResourceMetricsList()) {
      Speaker speaker = Speaker.of(ofResource.getResource());
      rows.received.add(speaker.row(times));
      for (ScopeMetrics ofScope : ofResource.getScopeMetricsList()) {
        ofScope.getMetricsList().forEach(metric -> rows.add(metric, speaker));
      }
    }
    return rows.received;
  }

  private void add(Metric metric, Speaker speaker) {
    switch (metric.getDataCase()) {
      case GAUGE ->
          metric
              .getGauge()
              .getDataPointsList()
              .forEach(p -> number(metric, "gauge", null, p, speaker));
      case SUM -> {
        String kind = metric.getSum().getIsMonotonic() ? "counter" : "updown_counter";
        AggregationTemporality temporality = metric.getSum().getAggregationTemporality();
        metric
            .getSum()
            .getDataPointsList()
            .forEach(p -> number(metric, kind, temporality, p, speaker));
      }
      case HISTOGRAM -> {
        AggregationTemporality temporality = metric.getHistogram().getAggregationTemporality();
        metric
            .getHistogram()
            .getDataPointsList()
            .forEach(p -> histogram(metric, temporality, p, speaker));
      }
      case EXPONENTIAL_HISTOGRAM -> {
        AggregationTemporality temporality =
            metric.getExponentialHistogram().getAggregationTemporality();
        metric
            .getExponentialHistogram()
            .getDataPointsList()
            .forEach(p -> exponential(metric, temporality, p, speaker));
      }
      case SUMMARY ->
          metric.getSummary().getDataPointsList().forEach(p -> summary(metric, p, speaker));
      default ->
          received.reject(
              "the metric " + Attributes.clean(metric.getName()), new Unusable("it has no data"));
    }
  }

  private void number(
      Metric metric,
      String kind,
      AggregationTemporality temporality,
      NumberDataPoint point,
      Speaker speaker) {
    Row row =
        row(
            metric,
            kind,
            temporality,
            point.getTimeUnixNano(),
            point.toByteString(),
            point.getAttributesList(),
            speaker);
    if (row != null) {
      row.set(
          "value", (Double) (point.hasAsInt() ? (double) point.getAsInt() : point.getAsDouble()));
    }
  }

  private void histogram(
      Metric metric,
      AggregationTemporality temporality,
      HistogramDataPoint point,
      Speaker speaker) {
    Row row =
        row(
            metric,
            "histogram",
            temporality,
            point.getTimeUnixNano(),
            point.toByteString(),
            point.getAttributesList(),
            speaker);
    if (row == null) {
      return;
    }
    ObjectNode buckets = JsonNodeFactory.instance.objectNode();
    ArrayNode bounds = buckets.putArray("bounds");
    point.getExplicitBoundsList().forEach(bounds::add);
    ArrayNode counts = buckets.putArray("counts");
    point.getBucketCountsList().forEach(counts::add);
    row.set("count", (Long) point.getCount())
        .set("sum", point.hasSum() ? (Double) point.getSum() : null)
        .set("min", point.hasMin() ? (Double) point.getMin() : null)
        .set("max", point.hasMax() ? (Double) point.getMax() : null)
        .set("buckets", Attributes.json(buckets));
  }

  private void exponential(
      Metric metric,
      AggregationTemporality temporality,
      ExponentialHistogramDataPoint point,
      Speaker speaker) {
    Row row =
        row(
            metric,
            "exponential_histogram",
            temporality,
            point.getTimeUnixNano(),
            point.toByteString(),
            point.getAttributesList(),
            speaker);
    if (row == null) {
      return;
    }
    ObjectNode buckets = JsonNodeFactory.instance.objectNode();
    buckets.put("scale", point.getScale()).put("zero_count", point.getZeroCount());
    side(buckets.putObject("positive"), point.getPositive());
    side(buckets.putObject("negative"), point.getNegative());
    row.set("count", (Long) point.getCount())
        .set("sum", point.hasSum() ? (Double) point.getSum() : null)
        .set("min", point.hasMin() ? (Double) point.getMin() : null)
        .set("max", point.hasMax() ? (Double) point.getMax() : null)
        .set("buckets", Attributes.json(buckets));
  }

  private static void side(ObjectNode node, ExponentialHistogramDataPoint.Buckets buckets) {
    node.put("offset", buckets.getOffset());
    ArrayNode counts = node.putArray("counts");
    buckets.getBucketCountsList().forEach(counts::add);
  }

  private void summary(Metric metric, SummaryDataPoint point, Speaker speaker) {
    Row row =
        row(
            metric,
            "summary",
            null,
            point.getTimeUnixNano(),
            point.toByteString(),
            point.getAttributesList(),
            speaker);
    if (row != null) {
      row.set("count", (Long) point.getCount()).set("sum", (Double) point.getSum());
    }
  }

  /** The row, which is among those received already, or nothing. */
  private Row row(
      Metric metric,
      String kind,
      AggregationTemporality temporality,
      long unixNanos,
      ByteString bytes,
      List<KeyValue> attributes,
      Speaker speaker) {
    String name = Attributes.clean(metric.getName());
    try {
      long id = new Fingerprint("point").add(speaker.id()).add(name).add(bytes).value();
      Row row =
          speaker
              .on(Row.of(Table.POINTS, id), times.micros(unixNanos), times)
              .set("metric", name)
              .set("kind", kind)
              .set("unit", Attributes.orNull(metric.getUnit()))
              .set("temporality", temporality == null ? null : temporality(temporality))
              .set("attributes", new Attributes(attributes).rest());
      received.add(row);
      return row;
    } catch (Unusable e) {
      received.reject("a point of the metric " + name, e);
      return null;
    }
  }

  private static String temporality(AggregationTemporality temporality) {
    return temporality.name().replace("AGGREGATION_TEMPORALITY_", "").toLowerCase(Locale.ROOT);
  }
}
