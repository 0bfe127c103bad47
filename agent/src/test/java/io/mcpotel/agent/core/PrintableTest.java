// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrintableTest {

  /** Escapes of terminals in 7 and 8 bits, ends of lines, and what turns text around. */
  @ParameterizedTest
  @ValueSource(
      chars = {
        0, 7, '\b', '\t', '\n', 0x0b, '\f', '\r', 0x1b, 0x7f, 0x80, 0x85, 0x9b, 0x9d, 0x9f, 0xad,
        0x61c, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff,
        0xd83d, 0xde00
      })
  void whatCommandsATerminalIsSpeltOut(char c) {
    String printable = Printable.line("a" + c + "b");

    assertTrue(printable.matches("a\\\\([nrt]|u[0-9a-f]{4})b"), printable);
  }

  @Test
  void allElseStaysAsItIs() {
    String text = "ä € 漢字 😀 \\ \" ~";

    assertSame(text, Printable.line(text));
    assertEquals("\\n" + text, Printable.line("\n" + text));
  }

  @Test
  void longTextIsCutAndSaysHowMuchIsMissing() {
    assertEquals("x".repeat(1_000), Printable.line("x".repeat(1_000)));
    assertEquals(
        "x".repeat(1_000) + "…[cut: 500 more characters]", Printable.line("x".repeat(1_500)));
    assertFalse(Printable.whole("x".repeat(1_500)).contains("cut"));
  }
}
