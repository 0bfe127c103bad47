// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AnnouncedSpanTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  @Test
  void aRootHasATraceOfItsOwnAndIsNamedAsW3cHasIt() {
    AnnouncedSpan one = AnnouncedSpan.root();
    String traceparent = one.fields().get("traceparent");

    assertTrue(traceparent.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"), traceparent);
    assertNotEquals(one.traceId(), AnnouncedSpan.root().traceId());
  }

  @Test
  void aChildIsInTheTraceOfItsParentWhereverThatIs() {
    AnnouncedSpan parent = AnnouncedSpan.root();
    AnnouncedSpan child = AnnouncedSpan.childOf(parent);
    AnnouncedSpan remote = received("00-" + TRACE + "-00f067aa0ba902b7-01");

    assertEquals(parent.traceId(), child.traceId());
    assertNotEquals(parent.spanId(), child.spanId());
    assertEquals(TRACE, remote.traceId());
    assertNotEquals("00f067aa0ba902b7", remote.spanId());
  }

  @Test
  void whatThePeerDoesNotSampleIsNotSampledHere() {
    AnnouncedSpan remote = received("00-" + TRACE + "-00f067aa0ba902b7-00");

    assertTrue(remote.fields().get("traceparent").endsWith("-00"), remote::toString);
  }

  @Test
  void aWrongTraceparentIsNone() {
    for (String wrong :
        new String[] {
          "",
          "00-" + TRACE + "-00f067aa0ba902b7",
          "00-" + TRACE.toUpperCase() + "-00f067aa0ba902b7-01",
          "00-" + "0".repeat(32) + "-00f067aa0ba902b7-01",
          "00-" + TRACE + "-" + "0".repeat(16) + "-01",
          "ff-" + TRACE + "-00f067aa0ba902b7-01"
        }) {
      assertNotEquals(TRACE, received(wrong).traceId(), wrong);
    }
  }

  @Test
  void aSpanIsToHaveTheseIdsWhileItIsMade() {
    AnnouncedSpan announced = AnnouncedSpan.root();
    AnnouncedSpan[] seen = new AnnouncedSpan[1];

    AnnouncedSpan.make(announced, () -> seen[0] = AnnouncedSpan.here());

    assertEquals(announced, seen[0]);
    assertNull(AnnouncedSpan.here());
  }

  private static AnnouncedSpan received(String traceparent) {
    return AnnouncedSpan.childOf(Map.of("traceparent", traceparent));
  }
}
