// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.standalone;

import io.mcpotel.agent.core.Exports;
import io.mcpotel.agent.core.Health;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.logs.data.LogRecordData;
import io.opentelemetry.sdk.logs.export.LogRecordExporter;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;

/** Counts what could not be delivered, and notes how the last export of each signal went. */
final class DropCounters {

  SpanExporter counting(SpanExporter exporter) {
    return new CountingSpanExporter(exporter);
  }

  MetricExporter counting(MetricExporter exporter) {
    return new CountingMetricExporter(exporter);
  }

  LogRecordExporter counting(LogRecordExporter exporter) {
    return new CountingLogRecordExporter(exporter);
  }

  /** What was lost since the start, for the end of a warning; empty where nothing was. */
  String text() {
    long lostSpans = Health.dropped(Health.TRACES);
    long lostMetrics = Health.dropped(Health.METRICS);
    long lostRecords = Health.dropped(Health.LOGS);
    return lostSpans + lostMetrics + lostRecords == 0
        ? ""
        : "; lost before: "
            + lostSpans
            + " spans, "
            + lostMetrics
            + " metric exports, "
            + lostRecords
            + " log records";
  }

  /**
   * Notes how an export went.
   *
   * @param size of the batch, which its owner may empty before the export is over
   * @param lost how much is lost where it fails
   */
  private static CompletableResultCode counted(
      String signal, int size, int lost, CompletableResultCode result) {
    return result.whenComplete(
        () -> {
          Exports.over(signal, size, ExportError.of(result));
          if (!result.isSuccess()) {
            Health.dropped(signal, Health.EXPORT_FAILED, lost);
          }
        });
  }

  private final class CountingSpanExporter implements SpanExporter {
    private final SpanExporter exporter;

    CountingSpanExporter(SpanExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> batch) {
      int size = batch.size();
      return counted(Health.TRACES, size, size, exporter.export(batch));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  private final class CountingLogRecordExporter implements LogRecordExporter {
    private final LogRecordExporter exporter;

    CountingLogRecordExporter(LogRecordExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<LogRecordData> batch) {
      int size = batch.size();
      return counted(Health.LOGS, size, size, exporter.export(batch));
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }

  private final class CountingMetricExporter implements MetricExporter {
    private final MetricExporter exporter;

    CountingMetricExporter(MetricExporter exporter) {
      this.exporter = exporter;
    }

    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      int size = metrics.size();
      return counted(Health.METRICS, size, 1, exporter.export(metrics));
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return exporter.getAggregationTemporality(type);
    }

    @Override
    public Aggregation getDefaultAggregation(InstrumentType type) {
      return exporter.getDefaultAggregation(type);
    }

    @Override
    public CompletableResultCode flush() {
      return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
      return exporter.shutdown();
    }
  }
}
