// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BacklogTest {

  private final Backlog<Thing> backlog = new Backlog<>(2);

  private static final class Thing extends Backlog.Link {
    private final String name;

    Thing(String name) {
      this.name = name;
    }
  }

  @Test
  void takesNoMoreThanItsMostAndGivesThemInTheirOrder() {
    assertEquals(1, backlog.add(new Thing("first")));
    assertEquals(2, backlog.add(new Thing("second")));
    assertTrue(backlog.isFull());
    assertEquals(0, backlog.add(new Thing("third")));

    assertEquals("first, second", taken());
    assertTrue(backlog.isEmpty());
    assertEquals(1, backlog.add(new Thing("fourth")));
    assertEquals("fourth", taken());
  }

  @Test
  void takesNothingWhenItIsClosed() {
    backlog.add(new Thing("last"));

    assertEquals(1, backlog.takeAndClose().size());
    assertEquals(0, backlog.add(new Thing("too late")));
    assertTrue(backlog.isEmpty());
    assertTrue(backlog.isFull());
    assertEquals(0, backlog.takeAndClose().size());
  }

  private String taken() {
    return String.join(", ", backlog.take().stream().map(thing -> thing.name).toList());
  }
}
