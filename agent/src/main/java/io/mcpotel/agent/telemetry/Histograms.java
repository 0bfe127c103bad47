// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.telemetry;

import io.mcpotel.agent.core.AgentLog;
import io.opentelemetry.api.metrics.DoubleHistogramBuilder;
import io.opentelemetry.api.metrics.LongHistogramBuilder;
import io.opentelemetry.api.metrics.Meter;
import java.util.List;

/** Makes histograms, with the buckets that fit what they measure. */
final class Histograms {

  /** Those of the MCP semantic conventions. */
  private static final List<Double> SECONDS =
      List.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0);

  /** From 1 KiB to 64 MiB by fours. */
  private static final List<Long> BYTES =
      List.of(
          1L << 10, 1L << 12, 1L << 14, 1L << 16, 1L << 18, 1L << 20, 1L << 22, 1L << 24, 1L << 26);

  private static final List<Long> TOKENS =
      List.of(10L, 30L, 100L, 300L, 1_000L, 3_000L, 10_000L, 30_000L, 100_000L, 300_000L);

  private Histograms() {}

  static Histogram seconds(Meter meter, String name, String description) {
    DoubleHistogramBuilder builder =
        meter.histogramBuilder(name).setUnit("s").setDescription(description);
    try {
      builder = builder.setExplicitBucketBoundariesAdvice(SECONDS);
    } catch (NoSuchMethodError e) {
      logOldApi();
    }
    return Histogram.of(builder.build());
  }

  static Histogram bytes(Meter meter, String name, String description) {
    return whole(meter, name, "By", description, BYTES);
  }

  static Histogram tokens(Meter meter, String name, String description) {
    return whole(meter, name, "{token}", description, TOKENS);
  }

  private static Histogram whole(
      Meter meter, String name, String unit, String description, List<Long> boundaries) {
    LongHistogramBuilder builder =
        meter.histogramBuilder(name).ofLongs().setUnit(unit).setDescription(description);
    try {
      builder = builder.setExplicitBucketBoundariesAdvice(boundaries);
    } catch (NoSuchMethodError e) {
      logOldApi();
    }
    return Histogram.of(builder.build());
  }

  private static void logOldApi() {
    AgentLog.once(
        "the application's OpenTelemetry API is older than 1.32 and takes no bucket boundaries:"
            + " the histograms have its SDK's.");
  }
}
