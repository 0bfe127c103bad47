// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.MetricView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Compares what a process tells of its only session with what it tells of the operations in it. */
final class SessionComparison {

  private static final double ROUNDED_SECONDS = 1e-6;

  private final Untruths untruths;

  private SessionComparison(Untruths untruths) {
    this.untruths = untruths;
  }

  /** Compares nothing where there is no session. */
  static void compare(Collection<SpanView> operations, Collector collector, Untruths untruths) {
    List<LogView> records = collector.records("mcp.session");
    if (!records.isEmpty()) {
      new SessionComparison(untruths).compare(records, operations, collector.metrics());
    }
  }

  private void compare(
      List<LogView> records, Collection<SpanView> operations, List<MetricView> metrics) {
    check(
        "states",
        List.of("opened", "initialized", "closed"),
        records.stream().map(record -> record.attributes().get("mcp.session.state")).toList());
    Map<String, Object> closed = records.get(records.size() - 1).attributes();
    long errors =
        operations.stream().filter(span -> span.attributes().containsKey("error.type")).count();
    check("operations", (long) operations.size(), closed.get("mcp.session.operations"));
    check("errors", errors, closed.get("mcp.session.errors"));
    List<MetricView> durations =
        metrics.stream().filter(point -> point.name().endsWith(".session.duration")).toList();
    check("durations", 1L, durations.stream().mapToLong(MetricView::count).sum());
    double measured = durations.stream().mapToDouble(MetricView::sum).sum();
    Object recorded = closed.get("mcp.session.duration");
    if (!(recorded instanceof Double seconds && Math.abs(seconds - measured) < ROUNDED_SECONDS)) {
      check("duration", measured, recorded);
    }
  }

  private void check(String what, Object expected, Object told) {
    untruths.check("session", what, expected, told);
  }
}
