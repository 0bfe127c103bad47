// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.wire;

import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.Map;

/** Compares the record of an operation with the wire and with its span. */
final class RecordComparison {

  private static final double ROUNDED_SECONDS = 1e-8;

  private RecordComparison() {}

  static void compare(WireOperation operation, SpanView span, LogView record, Untruths untruths) {
    Map<String, Object> attributes = record.attributes();
    untruths.check(operation, "trace of record", span.traceId(), record.traceId());
    untruths.check(operation, "severity", operation.severity(), record.severity());
    untruths.check(
        operation,
        "outcome",
        operation.isUnanswered() ? span.attributes().get("error.type") : operation.outcome(),
        attributes.get("mcp.outcome"));
    untruths.check(
        operation,
        "direction",
        operation.received() ? "receive" : "transmit",
        attributes.get("network.io.direction"));
    span.attributes()
        .forEach(
            (key, value) ->
                untruths.check(operation, key + " of record", value, attributes.get(key)));
    untruths.check(
        operation, "request size", operation.message().bytes(), attributes.get("mcp.request.size"));
    if (operation.answer() != null) {
      untruths.check(
          operation,
          "response size",
          operation.answer().bytes(),
          attributes.get("mcp.response.size"));
    }
    double duration = (double) attributes.get("mcp.operation.duration");
    double ofSpan = (span.endNanos() - span.startNanos()) / 1e9;
    if (Math.abs(duration - ofSpan) > ROUNDED_SECONDS) {
      untruths.check(operation, "duration of record", ofSpan, duration);
    }
  }
}
