// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.monitor.alert;

import io.mcpotel.agent.core.Bounds;
import io.mcpotel.agent.monitor.RuleStatus;
import io.mcpotel.agent.monitor.ToolStats;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** ReadableNumbers that several formats have in common. */
final class Text {

  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  private Text() {}

  /** As RFC 3339 has it. */
  static String time(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** The same to the second, for people. */
  static String shortTime(long millis) {
    return Instant.ofEpochMilli(millis).truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /** What was measured, and what it must not exceed. */
  static String numbers(Alert alert) {
    boolean counts = alert.rule().equals(RuleStatus.UNRESPONSIVE);
    return alert.value()
        + (counts ? " checks in a row saw no answer, limit " : ", limit ")
        + alert.limit()
        + (alert.window() == null ? "" : " within " + alert.window());
  }

  /** From when on, and until when. */
  static String times(Alert alert) {
    return "since "
        + shortTime(alert.sinceMillis())
        + (alert.isFiring() ? "" : ", until " + shortTime(alert.endMillis()));
  }

  static String tools(List<ToolStats> tools) {
    return tools.stream().map(Text::tool).collect(Collectors.joining("; "));
  }

  private static String tool(ToolStats tool) {
    return tool.name()
        + ": "
        + tool.errors()
        + " of "
        + tool.requests()
        + " calls failed"
        + (tool.p95() < 0 ? "" : ", p95 " + duration(tool.p95()));
  }

  private static String duration(long nanos) {
    return nanos < SECOND
        ? Math.round(nanos / MILLI) + " ms"
        : String.format(Locale.ROOT, "%.1f s", nanos / SECOND);
  }

  /** The beginning of a text that may be no longer, with a mark where something is missing. */
  static String cut(String text, int most) {
    return text.length() <= most ? text : Bounds.cut(text, most - 1) + "…";
  }
}
