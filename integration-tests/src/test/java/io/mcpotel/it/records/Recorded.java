// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.it.records;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.it.support.Expected;
import io.mcpotel.sample.receiver.LogView;
import io.mcpotel.sample.receiver.SpanView;
import java.util.Map;
import java.util.TreeMap;

/** What the record of an operation must be like. */
final class Recorded {

  private static final String DURATION = "mcp.operation.duration";
  private static final String WAIT = "mcp.handler.wait";

  private Recorded() {}

  /**
   * The record of a span: with its ids, its duration and all of its attributes, and but for times
   * exactly these.
   */
  static void assertRecord(
      SpanView span, LogView log, String severity, String body, Expected expected) {
    assertEquals("mcp.operation", log.eventName());
    assertEquals(span.traceId(), log.traceId());
    assertEquals(span.spanId(), log.spanId());
    assertEquals(new TreeMap<>(expected.map()), withoutTimes(log));
    assertEquals(severity, log.severity());
    assertEquals(body, log.body());
    double duration = (double) log.attributes().get(DURATION);
    assertTrue(duration > 0, log::toString);
    assertEquals((span.endNanos() - span.startNanos()) / 1e9, duration);
    assertTrue(log.attributes().entrySet().containsAll(span.attributes().entrySet()));
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
