// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WeakIdentityMapTest {

  private final WeakIdentityMap<String> map = new WeakIdentityMap<>();

  @Test
  void equalKeysAreNotTheSameKey() {
    Object one = new String("key");
    Object other = new String("key");

    map.computeIfAbsent(one, () -> "value");

    assertEquals("value", map.get(one));
    assertNull(map.get(other));
  }

  @Test
  void firstValueStays() {
    Object key = new Object();
    String first = map.computeIfAbsent(key, () -> "first");

    assertSame(first, map.computeIfAbsent(key, () -> "second"));
  }

  @Test
  @Timeout(60)
  void collectedKeyTakesItsValueAlong() {
    Object key = new Object();
    map.computeIfAbsent(key, () -> "value");
    WeakReference<Object> collected = new WeakReference<>(key);
    key = null;

    while (collected.get() != null || !map.values().isEmpty()) {
      System.gc();
      Thread.onSpinWait();
    }
    assertEquals(0, map.values().size());
  }
}
