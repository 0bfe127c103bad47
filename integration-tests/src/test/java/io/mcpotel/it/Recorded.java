// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.Map;
import java.util.TreeMap;

/** What the record of an operation must be like. */
final class Recorded {

  private static final String DURATION = "mcp.operation.duration";
  private static final String WAIT = "mcp.handler.wait";

  /** The span and the record look at the clock one after the other, on a busy machine. */
  private static final double TOLERANCE_SECONDS = 0.5;

  private Recorded() {}

  /** The record of a span: with its ids, its time, and but for times exactly these attributes. */
  static void assertRecord(
      SpanView span, LogView log, String severity, String body, Expected expected) {
    assertEquals("mcp.operation", log.eventName());
    assertEquals(span.traceId(), log.traceId());
    assertEquals(span.spanId(), log.spanId());
    assertEquals(new TreeMap<>(expected.map()), withoutTimes(log));
    assertEquals(severity, log.severity());
    assertEquals(body, log.body());
    double duration = (double) log.attributes().get(DURATION);
    double ofSpan = (span.endNanos() - span.startNanos()) / 1e9;
    assertTrue(
        duration > 0 && Math.abs(duration - ofSpan) < TOLERANCE_SECONDS,
        () -> duration + " s, and its span " + ofSpan + " s");
  }

  static Object outcome(LogView log) {
    return log.attributes().get("mcp.outcome");
  }

  private static Map<String, Object> withoutTimes(LogView log) {
    Map<String, Object> attributes = new TreeMap<>(log.attributes());
    attributes.remove(DURATION);
    attributes.remove(WAIT);
    return attributes;
  }
}
