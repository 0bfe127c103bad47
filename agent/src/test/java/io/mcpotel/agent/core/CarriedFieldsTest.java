// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CarriedFieldsTest {

  private static final String HUGE = "x".repeat(10_000_000);

  @Test
  void whatIsWithinTheLimitsStaysAsItIs() {
    for (String name : new String[] {"traceparent", "tracestate", "baggage", "b3"}) {
      String value = "user=ann;level=1, shop=7";
      assertSame(value, CarriedFields.taken(name, value));
    }
    assertNull(CarriedFields.taken("baggage", 7));
    assertNull(CarriedFields.taken("baggage", null));
  }

  @Test
  void traceparentThatIsTooLongIsIgnored() {
    assertNull(CarriedFields.taken("traceparent", HUGE));
  }

  @Test
  void traceStateKeepsItsFirst32MembersAndNoMoreThan512Characters() {
    assertEquals(members(32, "v"), CarriedFields.taken("tracestate", members(33, "v")));
    String first = "a=" + "x".repeat(300);
    assertEquals(first, CarriedFields.taken("tracestate", first + ",b=" + "y".repeat(300)));
    assertEquals(first, CarriedFields.taken("tracestate", first + ",b=" + HUGE));
  }

  @Test
  void baggageKeepsItsFirst180MembersAndNoMoreThan8192Bytes() {
    assertEquals(members(180, "v"), CarriedFields.taken("baggage", members(181, "v")));
    String one = "x".repeat(2_000);
    assertEquals(members(4, one), CarriedFields.taken("baggage", members(100_000, one)));
    // Two bytes each.
    String umlauts = "ä".repeat(1_000);
    assertEquals(members(4, umlauts), CarriedFields.taken("baggage", members(5, umlauts)));
  }

  @Test
  void memberOfBaggageThatIsTooLargeIsLeftOutAlone() {
    String large = "b=" + "y".repeat(4_096);
    assertEquals("a=1,c=3", CarriedFields.taken("baggage", "a=1," + large + ",c=3"));
    assertEquals("a=1", CarriedFields.taken("baggage", "a=1,b=" + HUGE + ",c=3"));
    assertNull(CarriedFields.taken("baggage", "b=" + HUGE + ",c=3"));
  }

  @Test
  void copyThatIsKeptIsSmallWhateverThePeerSends() {
    Map<Object, Object> meta = new HashMap<>();
    for (int i = 0; i < 10_000; i++) {
      meta.put("made-up-" + i, "x".repeat(100));
    }
    meta.put(HUGE, "1");
    meta.put("progressToken", HUGE);
    meta.put("baggage", "shop=7,b=" + HUGE);
    meta.put("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");

    Map<String, String> copy = CarriedFields.of(meta);
    assertEquals("shop=7", copy.get("baggage"));
    assertEquals(meta.get("traceparent"), copy.get("traceparent"));
    assertTrue(copy.size() < 70, () -> copy.size() + " fields");
    assertNull(copy.get(HUGE));
  }

  private static String members(int count, String value) {
    return IntStream.range(0, count)
        .mapToObj(i -> "k" + i + "=" + value)
        .collect(Collectors.joining(","));
  }
}
