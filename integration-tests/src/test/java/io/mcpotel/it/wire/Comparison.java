// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import io.mcpotel.it.support.peer.WireMessage;
import io.mcpotel.it.support.receiver.Collector;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Compares all that went over a wire with all that was exported by one process, now ended: each
 * operation has one span and one record, and there is nothing else.
 */
final class Comparison {

  private final Map<String, SpanView> spans = new LinkedHashMap<>();
  private final List<LogView> records;
  private final Map<WireOperation, SpanView> told = new LinkedHashMap<>();
  private final Untruths untruths = new Untruths();

  private Comparison(Collector collector) {
    for (SpanView span : collector.spans()) {
      if (spans.put(span.spanId(), span) != null) {
        untruths.add("span twice: " + span);
      }
    }
    records = new ArrayList<>(collector.records("mcp.operation"));
  }

  static Untruths of(List<WireOperation> operations, Collector collector) {
    Comparison comparison = new Comparison(collector);
    operations.forEach(comparison::find);
    SpanComparison ofSpans = new SpanComparison(comparison.spans, comparison.untruths);
    comparison.told.forEach(ofSpans::compare);
    comparison.told.forEach(comparison::compareRecord);
    comparison.leftOver();
    SessionComparison.compare(comparison.told.values(), collector, comparison.untruths);
    MetricComparison.compare(comparison.told, collector, comparison.untruths);
    return comparison.untruths;
  }

  private void find(WireOperation operation) {
    List<SpanView> found =
        spans.values().stream()
            .filter(span -> !told.containsValue(span) && isOf(operation, span))
            .toList();
    // Only what carries no context can be mistaken for another one like it.
    if (found.isEmpty() || found.size() > 1 && !operation.message().spanId().isEmpty()) {
      untruths.check(operation, "spans", 1, found.size());
    } else {
      told.put(operation, found.get(0));
    }
  }

  private static boolean isOf(WireOperation operation, SpanView span) {
    WireMessage message = operation.message();
    String carried = operation.received() ? span.parentSpanId() : span.spanId();
    return span.kind().equals(operation.kind())
        && operation.method().equals(span.attributes().get("mcp.method.name"))
        && Objects.equals(message.id(), span.attributes().get("jsonrpc.request.id"))
        && carried.equals(message.spanId())
        && (message.traceId().isEmpty() || span.traceId().equals(message.traceId()));
  }

  private void compareRecord(WireOperation operation, SpanView span) {
    List<LogView> own =
        records.stream().filter(record -> record.spanId().equals(span.spanId())).toList();
    untruths.check(operation, "records", 1, own.size());
    own.forEach(record -> RecordComparison.compare(operation, span, record, untruths));
    records.removeAll(own);
  }

  private void leftOver() {
    for (SpanView span : spans.values()) {
      boolean ofFunction =
          span.kind().equals("INTERNAL") && told.containsValue(spans.get(span.parentSpanId()));
      if (!ofFunction && !told.containsValue(span)) {
        untruths.add("span of no message: " + span);
      }
    }
    records.forEach(record -> untruths.add("record of no message: " + record));
  }
}
