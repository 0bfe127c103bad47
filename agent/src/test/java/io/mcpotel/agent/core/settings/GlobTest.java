// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core.settings;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.mcpotel.agent.core.Bounds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class GlobTest {

  @Test
  void starStandsForAnyTextAndQuestionMarkForAnyCharacter() {
    assertTrue(new Glob("tools/call:*").matches("tools/call:echo"));
    assertTrue(new Glob("tools/call:*").matches("tools/call:"));
    assertTrue(new Glob("*").matches(""));
    assertTrue(new Glob("a*b*c").matches("aXbXbc"));
    assertTrue(new Glob("log?n*").matches("login\nname"));
    assertTrue(new Glob("a.c[").matches("a.c["));

    assertFalse(new Glob("a.c").matches("abc"));
    assertFalse(new Glob("a*b*c").matches("acb"));
    assertFalse(new Glob("log?n").matches("logn"));
    assertFalse(new Glob("tools").matches("tools/call"));
    assertFalse(new Glob("").matches("a"));
  }

  @Test
  @Timeout(120)
  void manyStarsTakeNoLongerThanTheirNumberTimesTheName() {
    Glob glob = new Glob("*a".repeat(30) + "*b");

    assertFalse(glob.matches("a".repeat(Bounds.URI)));
  }
}
