// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.sample;

import io.mcpotel.sample.receiver.SpanView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A span with those below it, the earliest first. */
record TraceNode(SpanView span, List<TraceNode> children) {

  private static final Comparator<SpanView> BY_START =
      Comparator.comparingLong(SpanView::startNanos);

  /** Returns the trees of all traces; a span whose parent has not arrived is a root too. */
  static List<TraceNode> roots(List<SpanView> spans) {
    Set<String> known = spans.stream().map(TraceNode::id).collect(Collectors.toSet());
    Map<String, List<SpanView>> byParent = new HashMap<>();
    for (SpanView span : spans.stream().sorted(BY_START).toList()) {
      String parent = known.contains(parentId(span)) ? parentId(span) : "";
      byParent.computeIfAbsent(parent, none -> new ArrayList<>()).add(span);
    }
    return nodes("", byParent);
  }

  private static List<TraceNode> nodes(String parent, Map<String, List<SpanView>> byParent) {
    return byParent.getOrDefault(parent, List.of()).stream()
        .map(span -> new TraceNode(span, nodes(id(span), byParent)))
        .toList();
  }

  private static String id(SpanView span) {
    return span.traceId() + span.spanId();
  }

  private static String parentId(SpanView span) {
    return span.traceId() + span.parentSpanId();
  }
}
