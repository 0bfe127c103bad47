// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Metrics of an SDK that go nowhere but here. */
final class LastExport implements MetricExporter {

  private final SdkMeterProvider meters =
      SdkMeterProvider.builder()
          .registerMetricReader(PeriodicMetricReader.builder(this).build())
          .build();
  private volatile Collection<MetricData> last;

  SdkMeterProvider meters() {
    return meters;
  }

  /** What has been measured so far, by its name; nothing is from then on. */
  Map<String, MetricData> end() {
    assertTrue(meters.forceFlush().join(10, TimeUnit.SECONDS).isSuccess());
    Map<String, MetricData> all =
        last.stream().collect(Collectors.toMap(MetricData::getName, Function.identity()));
    meters.close();
    return all;
  }

  @Override
  public CompletableResultCode export(Collection<MetricData> metrics) {
    last = metrics;
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public AggregationTemporality getAggregationTemporality(InstrumentType type) {
    return AggregationTemporality.CUMULATIVE;
  }

  @Override
  public CompletableResultCode flush() {
    return CompletableResultCode.ofSuccess();
  }

  @Override
  public CompletableResultCode shutdown() {
    return CompletableResultCode.ofSuccess();
  }
}
