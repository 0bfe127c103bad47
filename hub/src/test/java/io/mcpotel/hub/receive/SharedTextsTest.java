// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.hub.receive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import org.junit.jupiter.api.Test;

class SharedTextsTest {

  @Test
  void aShortTextThatComesAgainIsTheSameObject() {
    String first = SharedTexts.of(new String("tools/call of this test"));
    assertSame(first, SharedTexts.of(new String("tools/call of this test")));
  }

  @Test
  void aLongTextIsNotHeld() {
    String text = "x".repeat(65);
    SharedTexts.of(text);
    assertNotSame(text, SharedTexts.of(new String(text)));
  }

  @Test
  void eachOfMoreTextsThanThereArePlacesStaysItself() {
    for (int i = 0; i < 20_000; i++) {
      assertEquals("text " + i, SharedTexts.of("text " + i));
    }
    // Texts with one hash.
    assertEquals("Aa", SharedTexts.of("Aa"));
    assertEquals("BB", SharedTexts.of("BB"));
  }
}
