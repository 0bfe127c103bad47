// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Compares all that went over a wire with the sums of one process's metrics. */
final class MetricComparison {

  private static final Set<String> OF_OPERATIONS =
      Set.of(
          "mcp.method.name",
          "gen_ai.tool.name",
          "gen_ai.prompt.name",
          "gen_ai.operation.name",
          "rpc.response.status_code",
          "error.type",
          "network.io.direction");

  /** What is rounded for each of a few hundred numbers. */
  private static final double ROUNDED_SECONDS = 1e-6;

  /** A sum and how many numbers are in it. */
  private record Total(long count, long sum) {

    Total plus(Total other) {
      return new Total(count + other.count, sum + other.sum);
    }

    @Override
    public String toString() {
      return count + " of " + sum;
    }
  }

  private final Map<String, Total> wire = new TreeMap<>();
  private final Map<String, Total> told = new TreeMap<>();
  private final List<MetricView> points;

  private MetricComparison(Collector collector) {
    points = collector.metrics();
  }

  static void compare(
      Map<WireOperation, SpanView> operations, Collector collector, Untruths untruths) {
    MetricComparison comparison = new MetricComparison(collector);
    operations.forEach(comparison::expect);
    comparison.points.forEach(comparison::read);
    Set<String> all = new TreeSet<>(comparison.wire.keySet());
    all.addAll(comparison.told.keySet());
    for (String key : all) {
      untruths.check(key, "total", comparison.wire.get(key), comparison.told.get(key));
    }
    for (String kind : List.of("SERVER", "CLIENT")) {
      double seconds =
          operations.values().stream()
              .filter(span -> span.kind().equals(kind))
              .mapToDouble(span -> (span.endNanos() - span.startNanos()) / 1e9)
              .sum();
      double measured = comparison.seconds(durations(kind));
      if (Math.abs(seconds - measured) > ROUNDED_SECONDS) {
        untruths.check(durations(kind), "sum", seconds, measured);
      }
    }
  }

  private static String durations(String kind) {
    return "mcp." + kind.toLowerCase(Locale.ROOT) + ".operation.duration";
  }

  private static String sizes(String kind) {
    return "mcp." + kind.toLowerCase(Locale.ROOT) + ".message.size";
  }

  private void expect(WireOperation operation, SpanView span) {
    Map<String, Object> attributes = operation.metricAttributes();
    // How a request ended without an answer is not on the wire.
    attributes.replace("error.type", WireOperation.UNANSWERED, span.attributes().get("error.type"));
    add(wire, durations(operation.kind()), attributes, new Total(1, 0));
    Map<String, Object> ofMessage = new TreeMap<>(attributes);
    ofMessage.keySet().retainAll(Set.of("mcp.method.name", "gen_ai.tool.name"));
    boolean received = operation.received();
    ofMessage.put("network.io.direction", received ? "receive" : "transmit");
    add(wire, sizes(operation.kind()), ofMessage, new Total(1, operation.message().bytes()));
    if (operation.answer() != null) {
      ofMessage.put("network.io.direction", received ? "transmit" : "receive");
      add(wire, sizes(operation.kind()), ofMessage, new Total(1, operation.answer().bytes()));
    }
  }

  private void read(MetricView point) {
    boolean ofSizes = point.name().endsWith(".message.size");
    if (ofSizes || point.name().endsWith(".operation.duration")) {
      Map<String, Object> attributes = new TreeMap<>(point.attributes());
      attributes.keySet().retainAll(OF_OPERATIONS);
      Total total = new Total(point.count(), ofSizes ? (long) point.sum() : 0);
      add(told, point.name(), attributes, total);
    }
  }

  private static void add(
      Map<String, Total> to, String name, Map<String, Object> attributes, Total more) {
    to.merge(name + " " + new TreeMap<>(attributes), more, Total::plus);
  }

  private double seconds(String name) {
    return points.stream()
        .filter(point -> point.name().equals(name))
        .mapToDouble(MetricView::sum)
        .sum();
  }
}
