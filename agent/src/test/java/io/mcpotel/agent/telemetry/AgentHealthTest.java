// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Configuration;
import io.mcpotel.agent.core.Health;
import io.mcpotel.agent.core.Problems;
import io.mcpotel.agent.core.Settings;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.LongPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.export.MetricExporter;
import io.opentelemetry.sdk.metrics.export.PeriodicMetricReader;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What the agent has lost and where it has failed is to be seen among its metrics. */
class AgentHealthTest {

  private final Map<String, Map<Attributes, Long>> counted = new HashMap<>();

  private final class Remembering implements MetricExporter {
    @Override
    public CompletableResultCode export(Collection<MetricData> metrics) {
      for (MetricData metric : metrics) {
        for (LongPointData point : metric.getLongSumData().getPoints()) {
          counted
              .computeIfAbsent(metric.getName(), name -> new HashMap<>())
              .put(point.getAttributes(), point.getValue());
        }
      }
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

  @Test
  void lossesAndFailuresAreCountedByReason() {
    Problems.report("testing the agent", new IllegalStateException("on purpose"));
    Problems.report("testing the agent", new IllegalStateException("on purpose"));
    Health.lost(Health.LOGS, "test", 3);
    Health.lost(Health.LOGS, "test", 4);

    try (SdkMeterProvider meters =
        SdkMeterProvider.builder()
            .registerMetricReader(PeriodicMetricReader.builder(new Remembering()).build())
            .build()) {
      McpMetrics.of(meters, "1", Settings.from(Configuration.of("")).measuring());
      assertTrue(meters.forceFlush().join(10, TimeUnit.SECONDS).isSuccess());
    }

    assertEquals(
        2L, counted.get("mcp.agent.errors").get(Attributes.of(Keys.REASON, "testing the agent")));
    assertEquals(
        7L,
        counted
            .get("mcp.agent.dropped")
            .get(Attributes.of(Keys.SIGNAL, "logs", Keys.REASON, "test")));
  }
}
