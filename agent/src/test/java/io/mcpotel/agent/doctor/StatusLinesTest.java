// SPDX-License-Identifier: Apache-2.0
package io.mcpotel.agent.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Agent and doctor may be of different releases. */
class StatusLinesTest {

  @Test
  void whateverIsInAPartComesBack() {
    String part = "a\tb\nc\r\\t \\ d\\";
    StatusLines written = new StatusLines();
    written.add("variable", "OTEL_X", part);
    written.add("calls", "received", "ping", 7);

    StatusLines read = StatusLines.read(written.toString());

    assertEquals(List.of("OTEL_X", part), read.all("variable").get(0).parts());
    assertEquals(7, read.all("calls").get(0).number(2));
  }

  @Test
  void whatOnlyALaterOrEarlierReleaseTellsIsNothing() {
    StatusLines read = StatusLines.read("release\t9\tand more\nweather\tfine\ncalls\tsent\n\n");

    assertEquals("9", read.one("release"));
    assertNull(read.one("started"));
    assertEquals("", read.all("calls").get(0).part(1));
    assertEquals(-1, read.all("calls").get(0).number(2));
    assertEquals(List.of(), StatusLines.read("").all("calls"));
  }
}
