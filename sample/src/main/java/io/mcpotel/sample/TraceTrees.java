// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import io.mcpotel.sample.receiver.SpanView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Writes traces as indented trees, those of the same shape once. */
final class TraceTrees {

  private static final int NAME_WIDTH = 42;
  private static final int ERROR_WIDTH = 22;
  private static final String ROW = "%-" + NAME_WIDTH + "s %-14s %-8s %9s  %s";

  private TraceTrees() {}

  static String of(List<SpanView> spans) {
    Map<String, List<TraceNode>> byShape = new LinkedHashMap<>();
    for (TraceNode root : TraceNode.roots(spans)) {
      byShape.computeIfAbsent(shape(root), none -> new ArrayList<>()).add(root);
    }
    List<String> lines = new ArrayList<>();
    lines.add(ROW.formatted("span", "service", "kind", "ms", "error"));
    for (List<TraceNode> alike : byShape.values()) {
      write(alike.get(0), "", "", lines);
      if (alike.size() > 1) {
        lines.add(others(alike.subList(1, alike.size())));
      }
    }
    return String.join(System.lineSeparator(), lines) + System.lineSeparator();
  }

  private static void write(TraceNode node, String branch, String indent, List<String> lines) {
    SpanView span = node.span();
    String row =
        ROW.formatted(
            cut(branch + span.name() + orphanMark(node, branch), NAME_WIDTH),
            cut(service(span), 14),
            span.kind(),
            milliseconds(span),
            cut(error(span), ERROR_WIDTH));
    lines.add(row.stripTrailing());
    for (int i = 0; i < node.children().size(); i++) {
      boolean last = i == node.children().size() - 1;
      write(
          node.children().get(i),
          indent + (last ? "└─ " : "├─ "),
          indent + (last ? "   " : "│  "),
          lines);
    }
  }

  private static String others(List<TraceNode> others) {
    var durations = others.stream().mapToDouble(node -> duration(node.span())).summaryStatistics();
    return String.format(
        Locale.ROOT,
        "   … and %d more like it, %.1f to %.1f ms",
        others.size(),
        durations.getMin(),
        durations.getMax());
  }

  private static String shape(TraceNode node) {
    SpanView span = node.span();
    return List.of(span.name(), service(span), span.kind(), error(span))
        + node.children().stream().map(TraceTrees::shape).toList().toString();
  }

  private static String orphanMark(TraceNode node, String branch) {
    boolean orphan = branch.isEmpty() && !node.span().parentSpanId().isEmpty();
    return orphan ? " (parent missing)" : "";
  }

  private static String service(SpanView span) {
    return Objects.toString(span.resource().get("service.name"), "?");
  }

  /** The error type, or the code of an answer that was the caller's fault and so no error here. */
  private static String error(SpanView span) {
    Object type = span.attributes().get("error.type");
    if (type != null) {
      return type.toString().substring(type.toString().lastIndexOf('.') + 1);
    }
    Object code = span.attributes().get("rpc.response.status_code");
    return code == null ? "" : "(answered " + code + ")";
  }

  private static double duration(SpanView span) {
    return (span.endNanos() - span.startNanos()) / 1e6;
  }

  private static String milliseconds(SpanView span) {
    return String.format(Locale.ROOT, "%.1f", duration(span));
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
