// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import io.mcpotel.sample.receiver.MetricView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a table of latency per tool from the histogram that the server exported. */
final class LatencyTable {

  private static final String DURATION = "mcp.server.operation.duration";
  private static final String TOOL = "gen_ai.tool.name";
  private static final String ROW = "%-20s %7s %7s %9s %9s %9s %9s%n";

  private record Latency(long calls, long errors, double seconds, Buckets buckets) {

    static Latency of(MetricView point) {
      long errors = point.attributes().containsKey("error.type") ? point.count() : 0;
      return new Latency(point.count(), errors, point.sum(), Buckets.of(point));
    }

    /** A tool has one series for each way in which its calls ended. */
    Latency plus(Latency other) {
      return new Latency(
          calls + other.calls,
          errors + other.errors,
          seconds + other.seconds,
          buckets.plus(other.buckets));
    }
  }

  private LatencyTable() {}

  static String of(List<MetricView> metrics) {
    Map<String, Latency> tools =
        metrics.stream()
            .filter(point -> point.name().equals(DURATION) && point.type().equals("histogram"))
            .filter(point -> point.attributes().containsKey(TOOL))
            .collect(
                Collectors.toMap(
                    point -> point.attributes().get(TOOL).toString(),
                    Latency::of,
                    Latency::plus,
                    TreeMap::new));
    if (tools.isEmpty()) {
      return "No %s with %s has arrived.%n".formatted(DURATION, TOOL);
    }
    StringBuilder table = new StringBuilder();
    table.append(row("tool", "calls", "errors", "mean ms", "~p50 ms", "~p95 ms", "~p99 ms"));
    tools.forEach((tool, latency) -> table.append(row(tool, latency)));
    return table.append(legend(tools.values().iterator().next().buckets())).toString();
  }

  private static String row(String tool, Latency latency) {
    return row(
        tool,
        latency.calls(),
        latency.errors(),
        milliseconds(latency.seconds() / latency.calls()),
        quantile(latency.buckets(), 0.50),
        quantile(latency.buckets(), 0.95),
        quantile(latency.buckets(), 0.99));
  }

  private static String row(Object... cells) {
    return ROW.formatted(cells);
  }

  private static String quantile(Buckets buckets, double q) {
    return buckets.quantile(q).stream()
        .mapToObj(LatencyTable::milliseconds)
        .findFirst()
        .orElseGet(() -> ">" + bound(buckets.bounds().get(buckets.bounds().size() - 1)));
  }

  private static String legend(Buckets buckets) {
    String ends =
        buckets.bounds().stream().map(LatencyTable::bound).collect(Collectors.joining(" "));
    return """

        From the server's histogram %s. The mean is exact. The percentiles
        are estimates, by linear interpolation inside the buckets that they fall into, which end at
        %s ms.
        """
        .formatted(DURATION, ends);
  }

  private static String milliseconds(double seconds) {
    return String.format(Locale.ROOT, "%.1f", seconds * 1000);
  }

  private static String bound(double seconds) {
    return String.format(Locale.ROOT, "%.0f", seconds * 1000);
  }
}
