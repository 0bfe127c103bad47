// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.query;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What there are time series of. */
enum Metric {
  CALLS("series_calls"),
  ERRORS("series_calls"),
  ERROR_RATE("series_calls"),
  P50("duration", "p50", "0.5"),
  P95("duration", "p95", "0.95"),
  P99("duration", "p99", "0.99"),
  /** How long functions wait for a thread. */
  WAITING("handler_wait", "p95", "0.95"),
  REJECTED("series_rejected"),
  ACTIVE_SESSIONS("mcp.server.active_sessions", 1),
  OPEN_REQUESTS("mcp.server.active_requests", 1),
  MEMORY_MB("jvm.memory.used", 1.0 / (1 << 20)),
  CPU_PERCENT("jvm.cpu.recent_utilization", 100);

  private final String sql;
  private final String classes;
  private final String percentile;
  private final String exported;
  private final double factor;

  Metric(String file) {
    this(Sql.of(file), null, null, null, 1);
  }

  Metric(String column, String percentile, String quantile) {
    this(
        Sql.of("series_durations").replace("duration, 0.95", column + ", " + quantile),
        Sql.of("series_classes").replace("duration", column),
        percentile,
        null,
        1);
  }

  Metric(String exported, double factor) {
    this(Sql.of("series_gauge"), null, null, exported, factor);
  }

  Metric(String sql, String classes, String percentile, String exported, double factor) {
    this.sql = sql;
    this.classes = classes;
    this.percentile = percentile;
    this.exported = exported;
    this.factor = factor;
  }

  static String[] texts() {
    return Arrays.stream(values()).map(Metric::text).toArray(String[]::new);
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  String sql() {
    return sql;
  }

  /** The name of the metric that instances export of it, or null where it comes from operations. */
  String exported() {
    return exported;
  }

  /** From what is exported to what is answered. */
  double factor() {
    return factor;
  }

  boolean isGauge() {
    return exported != null;
  }

  boolean isPercentile() {
    return percentile != null;
  }

  /** Where there are too many rows for an exact percentile. */
  Percentiles.Source percentiles(Map<String, Object> parameters) {
    return new Percentiles.Source(
        null,
        List.of(new Percentiles.Classes(classes, Map.of("value", percentile), 1_000)),
        List.of("at", "label", "label_service"),
        parameters);
  }

  /** Whether there is none where nothing happened; else there is nothing. */
  boolean isCount() {
    return this == CALLS || this == ERRORS || this == REJECTED;
  }

  /** Whether it is of operations, so that tools, methods and errors can be told apart. */
  boolean isOfOperations() {
    return !isGauge() && this != REJECTED;
  }
}
